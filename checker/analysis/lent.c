// SPDX-License-Identifier: GPL-2.0-only
/* From what stores a mask up to the calls that come from other modules. */
#include "analysis/lent.h"

#include "analysis/serving.h"
#include "base/mem.h"

#include <stdlib.h>

struct climb {
	const struct graph *g;
	const struct knowledge *k;
	const struct call_edge *calls;
	const uint32_t *first;
	uint32_t *seen; /* func_t -> the seed that has been here */
	VEC(func_t) work;
	lent_set *out;
};

static int by_seed(const void *a, const void *b)
{
	const struct lent *x = a, *y = b;

	if (x->seed != y->seed)
		return x->seed < y->seed ? -1 : 1;
	return x->home < y->home ? -1 : x->home > y->home;
}

static void visit(struct climb *c, func_t fn, seed_t seed)
{
	if (c->seen[fn] == seed)
		return;
	c->seen[fn] = seed;
	vec_push(&c->work, fn);
}

static void climb_from(struct climb *c, seed_t seed)
{
	const struct seed *d = &c->g->seeds.v[seed];

	visit(c, d->where, seed);
	while (c->work.n) {
		func_t fn = c->work.v[--c->work.n];

		for (uint32_t i = c->first[fn]; i < c->first[fn + 1]; i++) {
			func_t up = c->calls[i].caller;
			sym_t home = c->g->funcs.v[up].home;

			if (c->calls[i].named != NAMED)
				continue;
			if (home == d->home)
				visit(c, up, seed);
			else if (home && !fn_layer(c->k, up))
				vec_push(c->out, (struct lent){seed, home});
		}
	}
}

/* Shared code lends to everybody: what it stores is a default. */
static void lend_slot(struct climb *c, const struct slot *s)
{
	const seed_set *all = graph_slot_seeds(c->g, s);

	for (size_t i = 0; graph_is_mask(c->g, s->type) && i < all->n; i++) {
		const struct seed *d = &c->g->seeds.v[all->v[i]];

		if (!d->fn && d->home && !fn_layer(c->k, d->where))
			climb_from(c, all->v[i]);
	}
}

void lent_begin(lent_set *out, const struct knowledge *k,
		const struct call_edge *calls, const uint32_t *first)
{
	struct climb c = {.g = k->graph,
			  .k = k,
			  .calls = calls,
			  .first = first,
			  .out = out};

	c.seen = mem_zeroed(c.g->funcs.n, sizeof(*c.seen));
	for (size_t i = 0; i < c.g->slots.n; i++)
		lend_slot(&c, &c.g->slots.v[i]);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_seed);
	vec_free(&c.work);
	free(c.seen);
}

size_t lent_to(const lent_set *l, seed_t seed, const struct lent **out)
{
	struct lent key = {.seed = seed};
	size_t lo = first_from(l->v, l->n, sizeof(key), &key, by_seed), end;

	for (end = lo; end < l->n && l->v[end].seed == seed; end++)
		;
	*out = &l->v[lo];
	return end - lo;
}

int lent_has(const lent_set *l, seed_t seed, sym_t home)
{
	struct lent x = {seed, home};

	return l->n && bsearch(&x, l->v, l->n, sizeof(x), by_seed);
}
