// SPDX-License-Identifier: GPL-2.0-only
/* Which functions serve I/O: backward from the calls that do, level by level.
 */
#include "analysis/serving.h"

#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

/* What a module waits for: a member or variable. */
struct waited {
	sym_t strct, field, home;
	uint32_t global;
};

struct search {
	struct serving *out;
	const struct knowledge *k;
	const struct graph *g;
	VEC(struct waited) waited;
	VEC(func_t) work;
};

static int by_object(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct waited));
}

/* &x->done, or a pointer that is kept in a member. */
static struct waited object_of(const struct func *f, const struct instr *in,
			       long arg, sym_t home)
{
	struct waited w = {.home = home};
	const struct expr *e;
	struct owner o;

	if (arg < 0 || arg >= in->nargs)
		return w;
	o = expr_owner(f, f->args.v[in->args + (uint32_t)arg]);
	e = &f->exprs.v[f->args.v[in->args + (uint32_t)arg]];
	if (!o.strct && !o.global && e->op == E_FIELD) {
		o.strct = e->name;
		o.field = e->field;
	}
	w.strct = o.strct;
	w.field = o.field;
	w.global = o.global;
	return w;
}

static void collect_waited(struct search *s, const struct ruled_calls *calls)
{
	for (size_t i = 0; i < calls->all.n; i++) {
		const struct ruled_call *c = &calls->all.v[i];
		const struct gfunc *gf = &s->g->funcs.v[c->fn];
		const struct rule *r =
			c->callee ? c->rules->of[RULE_wait] : NULL;
		struct waited w;

		if (!r)
			continue;
		w = object_of(gf->f, &gf->f->instrs.v[c->instr],
			      r->key[KEY_arg].num, gf->home);
		if (w.strct || w.global)
			vec_push(&s->waited, w);
	}
	if (s->waited.n)
		qsort(s->waited.v, s->waited.n, sizeof(*s->waited.v),
		      by_object);
}

static const struct rule *called_rule(const struct knowledge *k,
				      const struct func *f,
				      const struct instr *in)
{
	const struct expr *c = &f->exprs.v[in->a];

	if (in->op != I_CALL)
		return NULL;
	if (c->op == E_FUNC)
		return fn_rule(k, (func_t)c->num, RULE_serves);
	if (c->op == E_FIELD)
		return slot_rule(k, c->name, c->field, RULE_serves);
	return NULL;
}

static int serves_somebody(const struct search *s, const struct ruled_call *c)
{
	const struct gfunc *gf = &s->g->funcs.v[c->fn];
	const struct rule *r = c->rules->of[RULE_serves];
	struct waited w;

	if (!r || !r->key[KEY_arg].set)
		return r != NULL;
	w = object_of(gf->f, &gf->f->instrs.v[c->instr], r->key[KEY_arg].num,
		      gf->home);
	return s->waited.n && (w.strct || w.global) &&
	       bsearch(&w, s->waited.v, s->waited.n, sizeof(w), by_object);
}

/* The first that a function makes counts. */
static void note_serving_call(struct search *s, const struct ruled_call *c)
{
	if (s->out->towards[c->fn] ||
	    (s->g->funcs.v[c->fn].f->flags & F_INIT) || !serves_somebody(s, c))
		return;
	s->out->towards[c->fn] = c->fn;
	s->out->call[c->fn] = c->instr;
	vec_push(&s->work, c->fn);
}

const struct rule *serving_common(const struct knowledge *k, func_t fn)
{
	const struct rule *r = fn_layer(k, fn);

	return r ? r : fn_common(k, fn);
}

static void spread(struct search *s, const struct call_edge *e)
{
	const struct rule *inside;

	if (e->named == FAR || s->out->towards[e->caller])
		return;
	inside = serving_common(s->k, e->callee);
	if (inside && serving_common(s->k, e->caller) != inside)
		return;
	s->out->towards[e->caller] = e->callee;
	vec_push(&s->work, e->caller);
}

void serving_begin(struct serving *out, const struct knowledge *k,
		   const struct ruled_calls *ruled,
		   const struct call_edge *calls, const uint32_t *first)
{
	struct search s = {.out = out, .k = k, .g = k->graph};

	out->towards = calloc(s.g->funcs.n, sizeof(*out->towards));
	out->call = calloc(s.g->funcs.n, sizeof(*out->call));
	if (!out->towards || !out->call)
		die("out of memory");
	collect_waited(&s, ruled);
	for (size_t i = 0; i < ruled->all.n; i++)
		note_serving_call(&s, &ruled->all.v[i]);
	for (size_t n = 0; n < s.work.n; n++) {
		func_t fn = s.work.v[n];

		for (uint32_t i = first[fn]; i < first[fn + 1]; i++)
			spread(&s, &calls[i]);
	}
	vec_free(&s.waited);
	vec_free(&s.work);
}

const struct rule *serving_rule(const struct serving *s,
				const struct knowledge *k, func_t fn)
{
	const struct func *f;

	if (!s->towards[fn])
		return NULL;
	while (s->towards[fn] != fn)
		fn = s->towards[fn];
	f = k->graph->funcs.v[fn].f;
	return called_rule(k, f, &f->instrs.v[s->call[fn]]);
}

void serving_end(struct serving *s)
{
	free(s->towards);
	free(s->call);
}
