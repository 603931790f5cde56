// SPDX-License-Identifier: GPL-2.0-only
/*
 * INIT_WORK() and queue_work() side by side: what a function hands off runs
 * what it has put there itself, if it always has before the object is used.
 */
#include "analysis/exec.h"

#include "base/mem.h"

#include <stdlib.h>

static int has_outer(const struct owner *o)
{
	return o->up_strct || o->up_global;
}

int same_owner(const struct owner *a, const struct owner *b, int wrapped)
{
	if (a->global != b->global || a->strct != b->strct ||
	    a->field != b->field)
		return 0;
	if (!has_outer(a) || !has_outer(b))
		return !wrapped;
	return a->up_global == b->up_global && a->up_strct == b->up_strct &&
	       a->up_field == b->up_field;
}

struct filling {
	const struct graph *g;
	const struct func *f;
	const seed_set *seeds;
	const struct owner *owner;
	int wrapped;
	uint8_t *seen; /* blocks */
};

static int is_filled_on(const struct filling *x, uint32_t line)
{
	for (size_t i = 0; i < x->seeds->n; i++) {
		const struct seed *d = &x->g->seeds.v[x->seeds->v[i]];

		if (d->fn && d->line == line && d->where == x->owner->filler &&
		    same_owner(&d->owner, x->owner, x->wrapped))
			return 1;
	}
	return 0;
}

static int passes_it(const struct filling *x, const struct instr *in)
{
	for (uint16_t k = 0; in->op == I_CALL && k < in->nargs; k++) {
		struct owner o = expr_owner(x->f, x->f->args.v[in->args + k]);

		if (owner_is_known(&o) && same_owner(&o, x->owner, x->wrapped))
			return 1;
	}
	return 0;
}

/* Is there a way from the block to a use, and none of what fills it before? */
static int is_used_before(const struct filling *x, uint32_t block)
{
	const struct block *b = &x->f->blocks.v[block];

	if (x->seen[block])
		return 0;
	x->seen[block] = 1;
	for (uint32_t i = 0; i < b->ninstrs; i++) {
		const struct instr *in = &x->f->instrs.v[b->instrs + i];

		if (is_filled_on(x, in->line))
			return 0;
		if (passes_it(x, in))
			return 1;
	}
	for (uint32_t i = 0; i < b->nedges; i++)
		if (is_used_before(x, x->f->edges.v[b->edges + i].block))
			return 1;
	return 0;
}

func_t filler_of(const struct graph *g, const seed_set *seeds,
		 const struct owner *owner, int wrapped)
{
	struct filling x = {g, NULL, seeds, owner, wrapped, NULL};
	int fills = 0;

	for (size_t i = 0; owner->filler && seeds && i < seeds->n; i++) {
		const struct seed *d = &g->seeds.v[seeds->v[i]];

		fills |= d->fn && d->where == owner->filler &&
			 same_owner(&d->owner, owner, wrapped);
	}
	if (!fills)
		return 0;
	x.f = g->funcs.v[owner->filler].f;
	if (!x.f || !x.f->blocks.n)
		return owner->filler;
	x.seen = mem_zeroed(x.f->blocks.n, 1);
	fills = !is_used_before(&x, 0);
	free(x.seen);
	return fills ? owner->filler : 0;
}
