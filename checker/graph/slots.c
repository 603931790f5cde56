// SPDX-License-Identifier: GPL-2.0-only
/*
 * Slots: a field-based, flow-insensitive inclusion analysis. A node is a place
 * that may hold a function or a mask: a parameter, local, result, return value,
 * variable or (struct, field). This file knows the nodes; fill.c says what is
 * written into them, flow.c lets it flow.
 */
#include "graph/fill.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static size_t slot_hash(sym_t strct, sym_t field)
{
	uint64_t key = (uint64_t)strct << 32 | field;

	return (size_t)XXH3_64bits(&key, sizeof(key));
}

static struct slot_key *slot_place(const struct graph *g, sym_t strct,
				   sym_t field)
{
	size_t at = slot_hash(strct, field) & (g->nslot_index - 1);
	struct slot_key *k = &g->slot_index[at];

	while (k->slot && (k->strct != strct || k->field != field)) {
		at = (at + 1) & (g->nslot_index - 1);
		k = &g->slot_index[at];
	}
	return k;
}

static void grow_slots(struct graph *g)
{
	free(g->slot_index);
	g->nslot_index = g->nslot_index ? g->nslot_index * 2 : 1 << 14;
	g->slot_index = mem_zeroed(g->nslot_index, sizeof(*g->slot_index));
	for (uint32_t id = 0; id < g->slots.n; id++) {
		const struct slot *s = &g->slots.v[id];

		*slot_place(g, s->strct, s->field) =
			(struct slot_key){s->strct, s->field, id + 1};
	}
}

uint32_t slot_id(struct graph *g, sym_t strct, sym_t field)
{
	struct slot_key *k;

	if (g->slots.n * 2 >= g->nslot_index)
		grow_slots(g);
	k = slot_place(g, strct, field);
	if (!k->slot) {
		vec_push(&g->slots,
			 (struct slot){.strct = strct, .field = field});
		*k = (struct slot_key){strct, field, (uint32_t)g->slots.n};
	}
	return k->slot - 1;
}

const struct slot *graph_slot(const struct graph *g, sym_t strct, sym_t field)
{
	uint32_t at = g->nslot_index ? slot_place(g, strct, field)->slot : 0;

	return at ? &g->slots.v[at - 1] : NULL;
}

static const seed_set *node_seeds(const struct graph *g, uint32_t node)
{
	return &g->sets.v[g->set_of[node]];
}

const seed_set *graph_slot_seeds(const struct graph *g, const struct slot *s)
{
	return node_seeds(g, s->node);
}

static const struct expr *element_base(const struct func *f,
				       const struct expr *e)
{
	while (e->op == E_INDEX && f->exprs.v[e->a].op == E_ADDR)
		e = &f->exprs.v[f->exprs.v[e->a].a];
	return e;
}

/* p++, p += 2 */
static int moves_along(const struct func *f, const struct expr *v,
		       int64_t local)
{
	const struct expr *e = v->op == E_ADDR ? &f->exprs.v[v->a] : v;

	if (e->op != E_INDEX && e->op != E_ADD && e->op != E_SUB)
		return 0;
	e = &f->exprs.v[e->a];
	return e->op == E_LOCAL && e->num == local;
}

expr_t pointed_place(const struct func *f, int64_t local)
{
	expr_t place = 0;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *to = &f->exprs.v[in->a];
		const struct expr *v = &f->exprs.v[in->b];

		if (in->op != I_STORE || to->op != E_LOCAL || to->num != local)
			continue;
		if (moves_along(f, v, local))
			continue;
		if (v->op != E_ADDR || (place && place != v->a))
			return 0;
		place = v->a;
	}
	return place;
}

expr_t called_place(const struct func *f, const struct instr *i)
{
	expr_t id = i->a, there;

	for (;;) {
		const struct expr *e = &f->exprs.v[id];

		if (e->op == E_INDEX && f->exprs.v[e->a].op == E_ADDR)
			id = f->exprs.v[e->a].a;
		else if (e->op == E_DEREF && f->exprs.v[e->a].op == E_LOCAL &&
			 (there = pointed_place(f, f->exprs.v[e->a].num)))
			id = there;
		else if (e->op == E_DEREF && f->exprs.v[e->a].op != E_ADDR)
			id = e->a;
		else
			return id;
	}
}

struct owner expr_owner(const struct func *f, expr_t id)
{
	const struct expr *e = &f->exprs.v[id];
	struct owner o = {0};

	if (e->op != E_ADDR)
		return o;
	e = element_base(f, &f->exprs.v[e->a]);
	if (e->op == E_GLOBAL)
		o.global = (uint32_t)e->num + 1;
	if (e->op == E_LOCAL) { /* an object on the stack: a member of its
				 * function, as it were */
		o.strct = f->name;
		o.field = f->locals.v[e->num].name;
	}
	if (e->op != E_FIELD)
		return o;
	o.strct = e->name;
	o.field = e->field;
	e = &f->exprs.v[e->a];
	if (e->op != E_ADDR)
		return o;
	e = element_base(f, &f->exprs.v[e->a]);
	if (e->op == E_GLOBAL) {
		o.up_global = (uint32_t)e->num + 1;
	} else if (e->op == E_FIELD) {
		o.up_strct = e->name;
		o.up_field = e->field;
	}
	return o;
}

expr_t given_value(const struct func *f, uint32_t from, uint32_t to,
		   int64_t local, size_t *n)
{
	expr_t value = 0;

	*n = 0;
	for (uint32_t i = from; i < to; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *p = &f->exprs.v[in->a];

		if (in->op != I_STORE || p->op != E_LOCAL || p->num != local)
			continue;
		value = in->b;
		++*n;
	}
	return *n == 1 ? value : 0;
}

expr_t only_value(const struct func *f, expr_t local)
{
	size_t n;

	for (size_t i = 0; i < f->exprs.n; i++)
		if (f->exprs.v[i].op == E_ADDR && f->exprs.v[i].a == local)
			return 0;
	return given_value(f, 0, (uint32_t)f->instrs.n, f->exprs.v[local].num,
			   &n);
}

struct owner stored_owner(const struct func *f, expr_t id)
{
	if (f->exprs.v[id].op == E_LOCAL)
		id = only_value(f, id);
	return expr_owner(f, id);
}

/*
 * Nodes of a function follow each other: parameters, locals, call results, the
 * return value, and what parameters point to if any of them is an output.
 */
void number_nodes(struct fill *w)
{
	struct graph *g = w->g;
	uint32_t n = 1;

	for (func_t i = 1; i < g->funcs.n; i++) {
		struct gfunc *gf = &g->funcs.v[i];

		gf->first_node = n;
		if (gf->f)
			n += (uint32_t)(gf->f->params.n + gf->f->locals.n) +
			     gf->f->ncalls + 1 +
			     (gf->outputs | gf->inputs
				      ? (uint32_t)gf->f->params.n
				      : 0);
		else
			n += 1;
	}
	w->flow.first_global = n;
	n += (uint32_t)g->globals.n;
	w->flow.first_slot = n;
	n += (uint32_t)g->slots.n;
	for (size_t i = 0; i < g->slots.n; i++)
		g->slots.v[i].node = w->flow.first_slot + (uint32_t)i;
	g->nnodes = n;
}

uint32_t graph_return_node(const struct gfunc *gf)
{
	if (!gf->f)
		return gf->first_node;
	return gf->first_node + (uint32_t)(gf->f->params.n + gf->f->locals.n) +
	       gf->f->ncalls;
}

/* The node an expression reads or writes; 0 = none we follow. */
uint32_t expr_node(const struct graph *g, func_t fn, expr_t id,
		   uint32_t first_global)
{
	const struct gfunc *gf = &g->funcs.v[fn];
	const struct func *f = gf->f;
	const struct expr *e = &f->exprs.v[id];
	const struct slot *s;

	/* an element of an array stands for the array */
	while (e->op == E_INDEX || e->op == E_DEREF) {
		e = &f->exprs.v[e->a];
		if (e->op == E_ADDR)
			e = &f->exprs.v[e->a];
		else if (e->op == E_PARAM)
			return output_node(gf, e->num);
		else if (e->op == E_LOCAL &&
			 may_lead_on(g, f->locals.v[e->num].type))
			e = &f->exprs.v[pointed_place(f, e->num)];
		else if (e->op != E_FIELD && e->op != E_GLOBAL)
			return 0;
	}
	switch (e->op) {
	case E_PARAM:
		return gf->first_node + (uint32_t)e->num;
	case E_LOCAL:
		return gf->first_node + (uint32_t)f->params.n +
		       (uint32_t)e->num;
	case E_CALL:
		return gf->first_node + (uint32_t)(f->params.n + f->locals.n) +
		       (uint32_t)e->num;
	case E_GLOBAL:
		return first_global + (uint32_t)e->num;
	case E_FIELD:
		s = graph_slot(g, e->name, e->field);
		return s ? s->node : 0;
	default:
		return 0;
	}
}

static uint32_t first_global_node(const struct graph *g)
{
	return g->nnodes - (uint32_t)g->slots.n - (uint32_t)g->globals.n;
}

const seed_set *graph_expr_seeds(const struct graph *g, func_t fn, expr_t e)
{
	uint32_t n = expr_node(g, fn, e, first_global_node(g));

	return n ? node_seeds(g, n) : NULL;
}

expr_t graph_called(const struct graph *g, func_t fn, const struct instr *i)
{
	const struct func *f = g->funcs.v[fn].f;
	expr_t place = called_place(f, i);
	const seed_set *is, *there;

	if (place == i->a || f->exprs.v[place].op != E_PARAM)
		return place;
	is = graph_expr_seeds(g, fn, place);
	there = graph_expr_seeds(g, fn, i->a);
	return there && there->n && !(is && is->n) ? i->a : place;
}

int graph_expr_open(const struct graph *g, func_t fn, expr_t e)
{
	uint32_t n = expr_node(g, fn, e, first_global_node(g));

	return !n || g->open[n];
}
