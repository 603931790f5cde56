// SPDX-License-Identifier: GPL-2.0-only
/*
 * Owners: `INIT_WORK(&lo->work, fn)` stores into work_struct.func, a slot that
 * the whole kernel shares, of the member loop_device.work, which it does not.
 * A helper that stores its argument into a member of another argument hands
 * both on to its callers until one names the member (store summaries); one that
 * names the member itself hands on the value, unless it is a void *: such a
 * place is full soon.
 */
#include "graph/fill.h"

#include <string.h>

#define REST_CALLS 65536

/* &p->work of a parameter: it lies in an object that the caller knows. */
static int is_callers(const struct func *f, expr_t object)
{
	const struct expr *e = &f->exprs.v[object];

	while (e->op == E_ADDR || e->op == E_FIELD || e->op == E_INDEX)
		e = &f->exprs.v[e->a];
	return e->op == E_PARAM;
}

static int is_struct(sym_t type)
{
	const char *name = sym_str(type);

	return !strncmp(name, "struct ", 7) && !strchr(name, '*');
}

static void note_copy(struct graph *g, uint32_t to, uint32_t from)
{
	if (!graph_was_copied(g, to, from))
		vec_push(&g->copied, (struct table_copy){to, from});
}

int graph_was_copied(const struct graph *g, uint32_t to, uint32_t from)
{
	for (size_t i = 0; i < g->copied.n; i++)
		if (g->copied.v[i].to == to && g->copied.v[i].from == from)
			return 1;
	return 0;
}

static void summarise_store(struct fill *w, func_t fn, const struct instr *i)
{
	struct graph *g = w->g;
	const struct func *f = g->funcs.v[fn].f;
	const struct expr *place = &f->exprs.v[i->a];
	const struct expr *value = &f->exprs.v[i->b], *base;
	struct store_summary s = {.base = -1, .value = -1};

	base = &f->exprs.v[place->a];
	if (base->op == E_PARAM)
		s.base = (int16_t)base->num;
	else if (value->op == E_PARAM && may_carry(g, i->sig) &&
		 !graph_is_untyped(g, i->sig) && !is_callers(f, place->a))
		s.owner = stored_owner(f, place->a);
	if (s.base < 0 && !owner_is_known(&s.owner))
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
	s.slot = slot_id(g, place->name, place->field);
	vec_push(&w->stores[fn], s);
}

void note_store(struct fill *w, func_t fn, const struct instr *i)
{
	const struct func *f = w->g->funcs.v[fn].f;
	const struct expr *place = &f->exprs.v[i->a];
	const struct expr *value = &f->exprs.v[i->b];

	if (place->op == E_FIELD)
		summarise_store(w, fn, i);
	else if (place->op == E_DEREF)
		note_output(w, fn, &f->exprs.v[place->a]);
	else if (place->op == E_GLOBAL && value->op == E_GLOBAL &&
		 is_struct(w->g->globals.v[value->num].type))
		note_copy(w->g, (uint32_t)place->num + 1,
			  (uint32_t)value->num + 1);
}

void add_owned(struct fill *w, uint32_t slot, struct seed s, struct owner o)
{
	struct graph *g = w->g;

	s.owner = o;
	flow_tell(&w->flow, g->slots.v[slot].node, new_seed(g, s));
}

/* What a caller passes for the value that a helper stores: a function, which
 * becomes @up's seed, or a parameter of its own. Return: 0 if it is neither. */
static int passed_value(struct fill *w, const struct call_ref *r,
			const struct store_summary *s, struct store_summary *up)
{
	const struct func *f = w->g->funcs.v[r->caller].f;
	const struct instr *i = &f->instrs.v[r->instr];
	const struct expr *value;

	if (s->value < 0)
		return 1;
	value = &f->exprs.v[f->args.v[i->args + (uint32_t)s->value]];
	if (value->op == E_FUNC)
		up->seed = new_seed(w->g, seed_at(w->g, (func_t)value->num,
						  r->caller, i->line));
	else if (value->op == E_PARAM)
		up->value = (int16_t)value->num;
	return value->op == E_FUNC || value->op == E_PARAM;
}

/* 1 if the caller's summaries grew. */
static int add_summary(struct fill *w, func_t fn,
		       const struct store_summary *up)
{
	summaries *mine = &w->stores[fn];

	for (size_t k = 0; k < mine->n; k++)
		if (mine->v[k].slot == up->slot &&
		    mine->v[k].base == up->base &&
		    mine->v[k].value == up->value &&
		    !memcmp(&mine->v[k].owner, &up->owner, sizeof(up->owner)) &&
		    w->g->seeds.v[mine->v[k].seed].fn ==
			    w->g->seeds.v[up->seed].fn)
			return 0;
	vec_push(mine, *up);
	return 1;
}

/* A helper's store, seen from a call: 1 if the caller's summaries grew. @last:
 * none grows any more, what is known of an owner is recorded. */
static int apply_summary(struct fill *w, const struct call_ref *r,
			 const struct store_summary *s, int last)
{
	const struct func *f = w->g->funcs.v[r->caller].f;
	const struct instr *i = &f->instrs.v[r->instr];
	struct store_summary up = {.slot = s->slot,
				   .base = -1,
				   .value = -1,
				   .seed = s->seed,
				   .owner = s->owner};
	struct owner o = s->owner;
	int passed;

	if (s->base >= i->nargs || s->value >= i->nargs)
		return 0;
	if (s->base >= 0) {
		expr_t arg = f->args.v[i->args + (uint32_t)s->base];
		const struct expr *base = &f->exprs.v[arg];

		if (base->op == E_PARAM)
			up.base = (int16_t)base->num;
		o = stored_owner(f, arg);
	}
	passed = passed_value(w, r, s, &up);
	if (passed && (up.base >= 0 || (s->base < 0 && up.value >= 0)))
		return add_summary(w, r->caller, &up);
	if (!last || up.base >= 0 || !owner_is_known(&o))
		return 0;
	if (s->value >= 0)
		fill_owned(w, r->caller, s->slot, i,
			   f->args.v[i->args + (uint32_t)s->value], o);
	else
		add_owned(w, s->slot, w->g->seeds.v[s->seed], o);
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
		int16_t arg = one.base < 0 ? one.value : one.base;

		if (arg < in->nargs &&
		    f->exprs.v[f->args.v[in->args + (uint32_t)arg]].op ==
			    E_PARAM)
			grew |= apply_summary(w, r, &one, 0);
	}
	return grew;
}

static int apply_all(struct fill *w, struct call_ref *r)
{
	const summaries *s = &w->stores[r->callee];

	for (size_t k = 0; k < s->n; k++) {
		struct store_summary one = s->v[k];

		apply_summary(w, r, &one, 1);
	}
	return 0;
}

int each_call(struct fill *w, int (*apply)(struct fill *, struct call_ref *))
{
	int grew = 0;

	for (size_t i = 0; i < w->calls.n; i++) {
		if (!(i % REST_CALLS))
			graph_rest(w->g, 0);
		grew |= apply(w, &w->calls.v[i]);
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
