// SPDX-License-Identifier: GPL-2.0-only
/*
 * Owners: `INIT_WORK(&lo->work, fn)` stores into work_struct.func, a slot that
 * the whole kernel shares, of the member loop_device.work, which it does not.
 * A helper that stores its argument into a member of another argument hands
 * both on to its callers until one names the member (store summaries).
 */
#include "graph/fill.h"

#define REST_CALLS 65536

void summarise_store(struct fill *w, func_t fn, const struct instr *i)
{
	struct graph *g = w->g;
	const struct func *f = g->funcs.v[fn].f;
	const struct expr *place = &f->exprs.v[i->a];
	const struct expr *value = &f->exprs.v[i->b], *base;
	struct store_summary s = {.value = -1};

	if (place->op != E_FIELD)
		return;
	base = &f->exprs.v[place->a];
	if (base->op != E_PARAM)
		return;
	if (value->op == E_PARAM) {
		s.value = (int16_t)value->num;
	} else if (value->op == E_FUNC) {
		s.seed =
			new_seed(g, (struct seed){.fn = (func_t)value->num,
						  .where = fn,
						  .line = i->line,
						  .home = g->funcs.v[fn].home});
	} else {
		return;
	}
	s.base = (uint16_t)base->num;
	s.slot = slot_id(g, place->name, place->field);
	vec_push(&w->stores[fn], s);
}

void add_owned(struct fill *w, uint32_t slot, struct seed s, struct owner o)
{
	struct graph *g = w->g;

	s.owner = o;
	flow_tell(&w->flow, g->slots.v[slot].node, new_seed(g, s));
}

/* A helper's store, seen from a call: 1 if the caller's summaries grew. */
static int apply_summary(struct fill *w, const struct call_ref *r,
			 const struct store_summary *s)
{
	struct graph *g = w->g;
	const struct func *f = g->funcs.v[r->caller].f;
	const struct instr *i = &f->instrs.v[r->instr];
	struct store_summary up = {
		.slot = s->slot, .value = -1, .seed = s->seed};
	const struct expr *base, *value;
	struct seed seed;
	struct owner o;

	if (s->base >= i->nargs || s->value >= i->nargs)
		return 0;
	base = &f->exprs.v[f->args.v[i->args + s->base]];
	seed = g->seeds.v[s->seed];
	if (s->value >= 0) {
		value = &f->exprs.v[f->args.v[i->args + s->value]];
		if (value->op == E_FUNC)
			seed = (struct seed){
				.fn = (func_t)value->num,
				.where = r->caller,
				.line = i->line,
				.home = g->units.v[g->funcs.v[r->caller].unit]
						.modname};
		else if (value->op != E_PARAM)
			return 0;
		else
			up.value = (int16_t)value->num;
	}
	if (base->op == E_PARAM) {
		summaries *mine = &w->stores[r->caller];

		up.base = (uint16_t)base->num;
		if (up.value < 0)
			up.seed = s->value < 0 ? s->seed : new_seed(g, seed);
		for (size_t k = 0; k < mine->n; k++)
			if (mine->v[k].slot == up.slot &&
			    mine->v[k].base == up.base &&
			    mine->v[k].value == up.value &&
			    g->seeds.v[mine->v[k].seed].fn ==
				    g->seeds.v[up.seed].fn)
				return 0;
		vec_push(mine, up);
		return 1;
	}
	o = expr_owner(f, f->args.v[i->args + s->base]);
	if ((o.strct || o.global) && up.value < 0)
		add_owned(w, s->slot, seed, o);
	return 0;
}

/* What a callee stores by its caller's own parameters is the caller's store. */
static int hand_up(struct fill *w, struct call_ref *r)
{
	const summaries *s = &w->stores[r->callee];
	const struct func *f = w->g->funcs.v[r->caller].f;
	const struct instr *in;
	int grew = 0;

	if (r->done == s->n)
		return 0;
	in = &f->instrs.v[r->instr];
	for (; r->done < s->n; r->done++) {
		struct store_summary one = s->v[r->done];
		const struct expr *base;

		if (one.base >= in->nargs)
			continue;
		base = &f->exprs.v[f->args.v[in->args + one.base]];
		if (base->op == E_PARAM)
			grew |= apply_summary(w, r, &one);
	}
	return grew;
}

static int apply_all(struct fill *w, struct call_ref *r)
{
	const summaries *s = &w->stores[r->callee];

	for (size_t k = 0; k < s->n; k++) {
		struct store_summary one = s->v[k];

		apply_summary(w, r, &one);
	}
	return 0;
}

static int each_call(struct fill *w,
		     int (*apply)(struct fill *, struct call_ref *))
{
	int grew = 0;

	for (size_t i = 0; i < w->calls.n; i++) {
		struct call_ref *r = &w->calls.v[i];

		if (!(i % REST_CALLS))
			graph_rest(w->g, 0);
		if (w->stores[r->callee].n)
			grew |= apply(w, r);
	}
	return grew;
}

/*
 * Close the summaries over the call graph, callees first as far as possible.
 * Owners are recorded once, in a last round over calls that name one.
 */
void close_summaries(struct fill *w)
{
	for (int round = 0; round < 8 && each_call(w, hand_up); round++)
		;
	each_call(w, apply_all);
}
