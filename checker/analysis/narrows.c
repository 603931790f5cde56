// SPDX-License-Identifier: GPL-2.0-only
/* Which modules narrow something, function by function: what they put where it
 * is called through a pointer, handed off, or looked at as a mask. */
#include "analysis/closure.h"

#include "base/mem.h"

#include <stdlib.h>

/* The modules that filled a place with values of their own: if there are
 * several, each narrows it to its own. */
static void add_homes(struct closure *c, func_t fn, const seed_set *seeds,
		      int several)
{
	sym_t first = 0;

	for (size_t i = 0; seeds && i < seeds->n; i++) {
		sym_t home = c->g->seeds.v[seeds->v[i]].home;

		if (!i)
			first = home;
		several |= home != first;
	}
	for (size_t i = 0; several && i < seeds->n; i++)
		homes_add(&c->out->homes, fn, c->g->seeds.v[seeds->v[i]].home);
}

/* Of functions that do nothing it does not matter which is called. */
static void add_target_homes(struct closure *c, func_t fn,
			     const seed_set *seeds, int several)
{
	for (size_t i = 0; seeds && i < seeds->n; i++) {
		func_t t = c->g->seeds.v[seeds->v[i]].fn;

		if (!t ||
		    (!may_enter(c->out, c->g, t) && !fn_all_rules(c->k, t) &&
		     !c->out->serving.towards[t]))
			continue;
		add_homes(c, fn, seeds, several);
		return;
	}
}

/* Shared code does for a module what that module's requests say. */
static void add_given_homes(struct closure *c, func_t fn, const struct rule *r)
{
	for (size_t i = 0; r && i < c->given->all.n; i++)
		if (c->given->all.v[i].rule == r)
			homes_add(&c->out->homes, fn, c->given->all.v[i].home);
}

/* Shared code calls nobody back but the module that it works for: that one may
 * be the only one that has anything there. */
static void add_call_homes(struct closure *c, func_t fn, const struct instr *in)
{
	const struct func *f = c->g->funcs.v[fn].f;
	expr_t place = graph_called(c->g, fn, in);
	const struct expr *e = &f->exprs.v[place];
	const struct slot *s;
	int shared;

	for (uint16_t k = 0; c->owned.n && k < in->nargs; k++) {
		const struct owned *at;
		size_t n = closure_owned(c, f, f->args.v[in->args + k], &at);
		seed_set found = {0};

		for (size_t i = 0; i < n; i++)
			vec_push(&found, at[i].seed);
		add_homes(c, fn, &found, 0);
		vec_free(&found);
	}
	if (e->op != E_FIELD) {
		if (e->op != E_FUNC)
			add_target_homes(c, fn,
					 graph_expr_seeds(c->g, fn, place), 0);
		else
			add_given_homes(
				c, fn,
				fn_rule(c->k, (func_t)e->num, RULE_request));
		return;
	}
	s = graph_slot(c->g, e->name, e->field);
	if (!s || slot_rule(c->k, e->name, e->field, RULE_boundary))
		return;
	if (slot_rule(c->k, e->name, e->field, RULE_entry)) {
		if (closure_takes_mask(c->g, graph_slot_seeds(c->g, s)))
			add_homes(c, fn, graph_slot_seeds(c->g, s), 0);
		return;
	}
	shared = fn_layer(c->k, fn) != NULL;
	add_target_homes(c, fn, graph_slot_seeds(c->g, s), shared);
	if (shared) /* it is asked whether it works for itself */
		homes_add(&c->out->homes, fn, c->g->funcs.v[fn].home);
}

static void add_mask_homes(struct closure *c, func_t fn, const struct slot *s)
{
	const seed_set *all = graph_slot_seeds(c->g, s);
	const struct lent *to;

	add_homes(c, fn, all, 1);
	for (size_t i = 0; i < all->n; i++)
		for (size_t n = lent_to(&c->out->lent, all->v[i], &to); n--;)
			homes_add(&c->out->homes, fn, to[n].home);
}

/* Return: sym_t -> some member of that name is a mask */
static uint8_t *mask_fields(const struct graph *g)
{
	uint8_t *fields = mem_zeroed(sym_count() + 1, 1);

	for (size_t i = 0; i < g->slots.n; i++)
		if (graph_is_mask(g, g->slots.v[i].type))
			fields[g->slots.v[i].field] = 1;
	return fields;
}

static void add_own_homes(struct closure *c, func_t fn, const uint8_t *masks)
{
	const struct func *f = c->g->funcs.v[fn].f;

	for (size_t i = 0; i < f->instrs.n; i++)
		if (f->instrs.v[i].op == I_CALL)
			add_call_homes(c, fn, &f->instrs.v[i]);
	for (size_t i = 0; i < f->exprs.n; i++) {
		const struct expr *e = &f->exprs.v[i];
		const struct slot *s;

		if (e->op != E_FIELD || !masks[e->field])
			continue;
		s = graph_slot(c->g, e->name, e->field);
		if (s && graph_is_mask(c->g, s->type))
			add_mask_homes(c, fn, s);
	}
}

/* Work that only announces something is not started, see start_task(). */
static uint8_t *started_tasks(const struct closure *c)
{
	uint8_t *started = mem_zeroed(c->g->funcs.n, 1);

	for (func_t fn = 1; fn < c->g->funcs.n; fn++)
		started[fn] = c->out->serving.towards[fn] != 0;
	for (size_t i = 0; i < c->owned.n; i++) {
		const struct seed *d = &c->g->seeds.v[c->owned.v[i].seed];

		if (!started[d->fn])
			started[d->fn] = (uint8_t)queue_rescues_work(c->queues,
								     &d->owner);
	}
	return started;
}

/* Only along what is entered, and what it starts. */
void narrows_close(struct closure *c)
{
	VEC(struct call_edge) followed = {0};
	uint8_t *started = started_tasks(c);
	uint8_t *masks = mask_fields(c->g);

	for (func_t fn = 1; fn < c->g->funcs.n; fn++) {
		graph_rest(c->g, fn);
		if (may_enter(c->out, c->g, fn))
			add_own_homes(c, fn, masks);
	}
	for (size_t i = 0; i < c->calls.n; i++) {
		const struct call_edge *e = &c->calls.v[i];

		if (may_enter(c->out, c->g, e->callee) &&
		    (e->named != HANDED_OFF || started[e->callee]))
			vec_push(&followed, *e);
	}
	homes_close(&c->out->homes, followed.v, followed.n, c->g->funcs.n);
	vec_free(&followed);
	free(started);
	free(masks);
}
