// SPDX-License-Identifier: GPL-2.0-only
/* Set-up: forward from the functions that rules name. */
#include "analysis/setup.h"

#include "analysis/serving.h"
#include "base/mem.h"

#include <stdlib.h>

struct search {
	const struct knowledge *k;
	uint8_t *setup;
	VEC(func_t) work;
};

static void visit(struct search *s, func_t fn, enum setup how)
{
	if (!fn || s->setup[fn])
		return;
	s->setup[fn] = (uint8_t)how;
	vec_push(&s->work, fn);
}

static void visit_roots(struct search *s)
{
	const struct graph *g = s->k->graph;
	const struct rule *r = NULL;
	seed_set all = {0};

	while ((r = rule_next(s->k->rules, RULE_setup, r)))
		rule_seeds(s->k, r, &all);
	for (size_t i = 0; i < all.n; i++)
		visit(s, g->seeds.v[all.v[i]].fn, SETUP_BEGINS);
	vec_free(&all);
	for (func_t fn = 1; fn < g->funcs.n; fn++)
		if (fn_rule(s->k, fn, RULE_setup))
			visit(s, fn, SETUP_BEGINS);
}

/* Where the calls of each function stand: @first[fn] .. @first[fn + 1]. */
static const struct call_edge **by_caller(const struct call_edge *calls,
					  size_t n, uint32_t *first,
					  size_t nfuncs)
{
	const struct call_edge **all = mem_zeroed(n, sizeof(*all));

	for (size_t i = 0; i < n; i++)
		first[calls[i].caller]++;
	for (size_t fn = 1; fn <= nfuncs; fn++)
		first[fn] += first[fn - 1];
	for (size_t i = n; i-- > 0;)
		all[--first[calls[i].caller]] = &calls[i];
	return all;
}

static void follow(struct search *s, const struct call_edge *const *calls,
		   const uint32_t *first, enum setup how)
{
	while (s->work.n) {
		func_t fn = s->work.v[--s->work.n];

		for (uint32_t i = first[fn]; i < first[fn + 1]; i++)
			if ((how == SETUP_CALLS || calls[i]->named == NAMED) &&
			    !fn_rule(s->k, calls[i]->callee, RULE_entry))
				visit(s, calls[i]->callee, how);
	}
}

uint8_t *setup_functions(const struct knowledge *k,
			 const struct call_edge *calls, size_t n)
{
	size_t nfuncs = k->graph->funcs.n;
	struct search s = {.k = k, .setup = mem_zeroed(nfuncs, 1)};
	uint32_t *first = mem_zeroed(nfuncs, sizeof(*first));
	const struct call_edge **all = by_caller(calls, n, first, nfuncs);

	visit_roots(&s);
	follow(&s, all, first, SETUP_NAMES);
	for (func_t fn = 1; fn < nfuncs; fn++)
		if (s.setup[fn])
			vec_push(&s.work, fn);
	follow(&s, all, first, SETUP_CALLS);
	free(all);
	free(first);
	vec_free(&s.work);
	return s.setup;
}
