// SPDX-License-Identifier: GPL-2.0-only
/* The numbers of states. */
#include "analysis/order.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct ordered {
	const struct solver *s;
	state_t *ids; /* new number -> old */
	state_t *now; /* old number -> new; 0 = dropped */
	size_t n;
};

static int less_or_more(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

/* Numbers of names and of objects are given as they turn up: what they stand
 * for counts, or a run that parses a unit would order states otherwise. */
static int owner_order(const struct owner *x, const struct owner *y)
{
	int d = sym_cmp(x->strct, y->strct);

	if (!d)
		d = sym_cmp(x->field, y->field);
	if (!d)
		d = sym_cmp(x->up_strct, y->up_strct);
	if (!d)
		d = sym_cmp(x->up_field, y->up_field);
	if (!d)
		d = less_or_more(x->global, y->global);
	if (!d)
		d = less_or_more(x->up_global, y->up_global);
	return d ? d : less_or_more(x->filler, y->filler);
}

static int alt_order(const struct alt *a, const struct alt *b)
{
	int d = less_or_more(a->kind, b->kind);

	if (!d && a->kind == ALT_OBJECT)
		return owner_order(object_owner(a->id), object_owner(b->id));
	if (!d)
		d = less_or_more(a->id, b->id);
	if (!d)
		d = less_or_more(a->seed, b->seed);
	if (!d)
		d = less_or_more(a->ones, b->ones);
	return d ? d : less_or_more(a->zeros, b->zeros);
}

static int value_order(val_t a, val_t b)
{
	const struct alts *x = val_alts(a), *y = val_alts(b);
	int d = less_or_more(x->n, y->n);

	for (size_t i = 0; a != b && !d && i < x->n; i++)
		d = alt_order(&x->v[i], &y->v[i]);
	return d;
}

static int scope_order(const struct scope_bits *a, const struct scope_bits *b)
{
	int d = less_or_more(a->ones, b->ones);

	return d ? d : less_or_more(b->zeros, a->zeros);
}

/* States of one function. */
static int by_key(const void *a, const void *b, void *arg)
{
	const struct solver *s = arg;
	state_t x = *(const state_t *)a, y = *(const state_t *)b;
	const struct state *p = s->states.v[x], *q = s->states.v[y];
	size_t n = s->g->funcs.v[p->fn].f->params.n;
	int d = less_or_more(p->ctx, q->ctx);

	if (!d)
		d = scope_order(&s->scopes[p->scope], &s->scopes[q->scope]);
	if (!d)
		d = sym_cmp(p->home, q->home);
	for (size_t i = 0; !d && i < n; i++)
		d = value_order(s->args.v[p->params + i],
				s->args.v[q->params + i]);
	return d ? d : less_or_more(x, y);
}

static int by_instr(const void *a, const void *b)
{
	const struct edge_out *x = a, *y = b;
	int d = less_or_more(x->instr, y->instr);

	if (!d)
		d = less_or_more(x->to, y->to);
	if (!d)
		d = less_or_more(x->kind, y->kind);
	return d ? d : less_or_more(x->args, y->args);
}

static void reach(struct ordered *o, state_t id)
{
	if (o->now[id])
		return;
	o->now[id] = 1;
	o->ids[++o->n] = id;
}

/* Breadth first: o->ids is the queue. */
static void collect_reached(struct ordered *o)
{
	const struct solver *s = o->s;

	for (state_t i = 1; i < s->states.n; i++)
		if (s->states.v[i]->root)
			reach(o, i);
	for (size_t i = 1; i <= o->n; i++) {
		const struct state *st = s->states.v[o->ids[i]];

		for (size_t k = 0; k < st->out.n; k++)
			reach(o, st->out.v[k].to);
	}
}

static void renumber_edges(const struct ordered *o, struct state *st)
{
	for (size_t k = 0; k < st->out.n; k++)
		st->out.v[k].to = o->now[st->out.v[k].to];
	if (st->out.n > 1)
		qsort(st->out.v, st->out.n, sizeof(*st->out.v), by_instr);
}

static void take_numbers(struct solver *s, const struct ordered *o)
{
	struct state **old = s->states.v;

	s->states.v = NULL;
	s->states.n = s->states.cap = 0;
	vec_reserve(&s->states, o->n + 1);
	memset(s->nstates_of, 0, s->g->funcs.n * sizeof(*s->nstates_of));
	vec_push(&s->states, old[0]);
	for (size_t i = 1; i <= o->n; i++) {
		struct state *st = old[o->ids[i]];

		renumber_edges(o, st);
		s->nstates_of[st->fn]++;
		vec_push(&s->states, st);
	}
	vec_release(old);
}

struct of_function {
	uint32_t fn;
	state_t id;
};

/* By function first: what remains to be compared is little. */
static void sort_states(struct ordered *o)
{
	struct solver *s = (struct solver *)o->s;
	struct of_function *all = mem_resize(NULL, o->n + 1, sizeof(*all));
	uint32_t *first;

	for (size_t i = 0; i < o->n; i++)
		all[i] = (struct of_function){s->states.v[o->ids[i + 1]]->fn,
					      o->ids[i + 1]};
	all = sort_by_number(all, o->n, sizeof(*all),
			     offsetof(struct of_function, fn), s->g->funcs.n,
			     &first);
	for (size_t i = 0; i < o->n; i++)
		o->ids[i + 1] = all[i].id;
	for (func_t fn = 1; fn < s->g->funcs.n; fn++)
		if (first[fn + 1] - first[fn] > 1)
			qsort_r(o->ids + 1 + first[fn],
				first[fn + 1] - first[fn], sizeof(*o->ids),
				by_key, s);
	free(all);
	free(first);
}

void states_order(struct solver *s)
{
	struct ordered o = {.s = s};

	o.ids = mem_zeroed(s->states.n, sizeof(*o.ids));
	o.now = mem_zeroed(s->states.n, sizeof(*o.now));
	collect_reached(&o);
	sort_states(&o);
	for (size_t i = 1; i <= o.n; i++)
		o.now[o.ids[i]] = (state_t)i;
	take_numbers(s, &o);
	free(o.ids);
	free(o.now);
}
