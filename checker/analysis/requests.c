// SPDX-License-Identifier: GPL-2.0-only
/* The flags that modules give their requests: constants in calls by name. */
#include "analysis/requests.h"

#include <stdlib.h>
#include <string.h>

static int by_module(const void *a, const void *b)
{
	const struct given *x = a, *y = b;

	if (x->rule != y->rule)
		return x->rule->id < y->rule->id ? -1 : 1;
	return x->home < y->home ? -1 : x->home > y->home;
}

/* What is built in says its file, and not its module. */
static sym_t folder_of(const struct graph *g, func_t fn)
{
	const char *file = func_file(g, fn), *end = strrchr(file, '/');

	return end ? sym_n(file, (size_t)(end - file)) : 0;
}

static void note_given(struct given_index *g, const struct knowledge *k,
		       const struct ruled_call *c)
{
	const struct gfunc *gf = &k->graph->funcs.v[c->fn];
	const struct instr *in = &gf->f->instrs.v[c->instr];
	const struct rule *r = c->rules->gives;
	struct given x = {.rule = r,
			  .home = gf->home,
			  .lets = 1,
			  .lets_not = 1,
			  .at = {c->fn, c->instr, in->line}};
	const struct expr *flags;
	int64_t flag;

	if (!x.home || macro_value(k, r->key[KEY_flag].str, &flag) ||
	    r->key[KEY_arg].num < 0 || r->key[KEY_arg].num >= in->nargs)
		return;
	flags = &gf->f->exprs.v[gf->f->args.v[in->args +
					      (uint32_t)r->key[KEY_arg].num]];
	if (flags->op == E_CONST) {
		x.lets = (flags->num & flag) != 0;
		x.lets_not = !x.lets;
	}
	vec_push(&g->all, x);
	x.home = folder_of(k->graph, c->fn);
	if (x.home)
		vec_push(&g->all, x);
}

void given_begin(struct given_index *g, const struct knowledge *k,
		 const struct ruled_calls *calls)
{
	size_t kept = 0;

	for (size_t i = 0; i < calls->all.n; i++)
		if (calls->all.v[i].callee && calls->all.v[i].rules->gives)
			note_given(g, k, &calls->all.v[i]);
	if (g->all.n)
		qsort(g->all.v, g->all.n, sizeof(*g->all.v), by_module);
	for (size_t i = 0; i < g->all.n; i++) {
		struct given *x = &g->all.v[i], *last;

		if (!kept || by_module(&g->all.v[kept - 1], x)) {
			g->all.v[kept++] = *x;
			continue;
		}
		last = &g->all.v[kept - 1];
		last->lets |= x->lets;
		last->lets_not |= x->lets_not;
	}
	g->all.n = kept;
}

void given_end(struct given_index *g)
{
	vec_free(&g->all);
}

static const struct given *given_by(const struct given_index *x,
				    const struct rule *rule, sym_t home)
{
	struct given key = {.rule = rule, .home = home};

	return home ? bsearch(&key, x->all.v, x->all.n, sizeof(key), by_module)
		    : NULL;
}

const struct given *given_for(const struct given_index *x,
			      const struct graph *g, const struct rule *rule,
			      func_t fn, sym_t home)
{
	const struct given *found;

	if (!x->all.n)
		return NULL;
	found = given_by(x, rule, g->funcs.v[fn].home);
	if (!found)
		found = given_by(x, rule, home);
	return found ? found : given_by(x, rule, folder_of(g, fn));
}
