// SPDX-License-Identifier: GPL-2.0-only
/*
 * What functions and static data write into nodes: seeds are written constants,
 * copies are stores, arguments and returned values. Only what a seed reaches is
 * ever touched, so the cost is that of the function pointers.
 */
#include "graph/fill.h"

#include "base/msg.h"

#include <stdlib.h>

seed_t new_seed(struct graph *g, struct seed s)
{
	vec_push(&g->seeds, s);
	return (seed_t)g->seeds.n - 1;
}

/* What flows into @to when @value is stored there. */
static void flow_into(struct fill *w, func_t fn, uint32_t to, expr_t value,
		      uint32_t line, sym_t type, int64_t and, int64_t or,
		      int depth)
{
	struct graph *g = w->g;
	const struct gfunc *gf = &g->funcs.v[fn];
	const struct func *f = gf->f;
	const struct expr *e = &f->exprs.v[value];
	const struct expr *b;
	struct seed s = {.where = fn,
			 .line = line,
			 .home = g->units.v[gf->unit].modname};

	if (!to || depth > 6)
		return;
	switch (e->op) {
	case E_FUNC:
		s.fn = (func_t)e->num;
		flow_tell(&w->flow, to, new_seed(g, s));
		return;
	case E_CONST:
		if (!graph_is_mask(g, type))
			return;
		s.num = (e->num & and) | or ;
		flow_tell(&w->flow, to, new_seed(g, s));
		return;
	case E_COND:
		flow_into(w, fn, to, e->b, line, type, and, or, depth + 1);
		flow_into(w, fn, to, e->c, line, type, and, or, depth + 1);
		return;
	case E_AND:
	case E_OR:
		b = &f->exprs.v[e->b];
		if (b->op != E_CONST)
			return;
		flow_into(w, fn, to, e->a, line, type,
			  e->op == E_AND ? and&b->num : and&~b->num,
			  e->op == E_AND ? or : or | (b->num & and), depth + 1);
		return;
	default:
		flow_copy(&w->flow,
			  (struct copy){
				  expr_node(g, fn, value, w->flow.first_global),
				  to, and, or });
	}
}

static void scan_store(struct fill *w, func_t fn, const struct instr *i)
{
	struct graph *g = w->g;
	const struct func *f = g->funcs.v[fn].f;
	const struct expr *place = &f->exprs.v[i->a];
	const struct expr *value = &f->exprs.v[i->b];
	uint32_t to;
	struct owner o = {0};
	sym_t type = i->sig;

	if (place->op == E_FIELD) {
		uint32_t slot = slot_id(g, place->name, place->field);

		if (!g->slots.v[slot].type)
			g->slots.v[slot].type = type;
		if (!may_carry(type))
			return;
		o = expr_owner(f, place->a);
		if (value->op == E_FUNC && (o.strct || o.global)) {
			add_owned(
				w, slot,
				(struct seed){
					.fn = (func_t)value->num,
					.where = fn,
					.line = i->line,
					.home = g->units.v[g->funcs.v[fn].unit]
							.modname},
				o);
			return;
		}
	} else if (place->op == E_LOCAL) {
		type = f->locals.v[place->num].type;
	} else if (place->op == E_PARAM) {
		type = f->params.v[place->num].type;
	}
	if (!may_carry(type))
		return;
	to = expr_node(g, fn, i->a, w->flow.first_global);
	flow_into(w, fn, to, i->b, i->line, type, -1, 0, 0);
}

static void scan_call(struct fill *w, func_t fn, const struct instr *i)
{
	struct graph *g = w->g;
	const struct gfunc *gf = &g->funcs.v[fn], *callee;
	const struct func *f = gf->f;
	const struct expr *c = &f->exprs.v[i->a];

	if (c->op != E_FUNC)
		return;
	callee = &g->funcs.v[c->num];
	if (!callee->f)
		return;
	for (uint16_t k = 0; k < i->nargs && k < callee->f->params.n; k++) {
		sym_t type = callee->f->params.v[k].type;

		if (may_carry(type))
			flow_into(w, fn, callee->first_node + k,
				  f->args.v[i->args + k], i->line, type, -1, 0,
				  0);
	}
	if (may_carry(callee->f->ret))
		flow_copy(&w->flow,
			  (struct copy){graph_return_node(callee),
					gf->first_node +
						(uint32_t)(f->params.n +
							   f->locals.n) +
						i->b,
					-1, 0});
}

static void scan_function(struct fill *w, func_t fn)
{
	const struct gfunc *gf = &w->g->funcs.v[fn];
	const struct func *f = gf->f;

	for (size_t i = 0; i < f->instrs.n; i++) {
		if (f->instrs.v[i].op == I_STORE)
			scan_store(w, fn, &f->instrs.v[i]);
		else
			scan_call(w, fn, &f->instrs.v[i]);
	}
	for (size_t i = 0; i < f->blocks.n; i++) {
		const struct block *b = &f->blocks.v[i];

		if (b->term == T_RETURN && b->value && may_carry(f->ret))
			flow_into(w, fn, graph_return_node(gf), b->value,
				  b->line, f->ret, -1, 0, 0);
	}
}

/* Slots and calls must be known before nodes are numbered. */
static void collect(struct fill *w)
{
	struct graph *g = w->g;

	for (func_t fn = 1; fn < g->funcs.n; fn++) {
		const struct func *f = g->funcs.v[fn].f;

		if (!f)
			continue;
		for (size_t i = 0; i < f->exprs.n; i++)
			if (f->exprs.v[i].op == E_FIELD)
				slot_id(g, f->exprs.v[i].name,
					f->exprs.v[i].field);
		for (size_t i = 0; i < f->instrs.n; i++) {
			const struct instr *in = &f->instrs.v[i];
			const struct expr *c = &f->exprs.v[in->a];

			if (in->op == I_CALL && c->op == E_FUNC)
				vec_push(&w->calls,
					 (struct call_ref){fn, (func_t)c->num,
							   (uint32_t)i});
			else if (in->op == I_STORE)
				summarise_store(w, fn, in);
		}
	}
}

void slots_fill(struct graph *g)
{
	struct fill w = {.g = g, .flow = {.g = g}};

	w.stores = calloc(g->funcs.n, sizeof(*w.stores));
	if (!w.stores)
		die("out of memory while linking");
	collect(&w);
	number_nodes(&w);
	for (func_t fn = 1; fn < g->funcs.n; fn++)
		if (g->funcs.v[fn].f)
			scan_function(&w, fn);
	close_summaries(&w);
	flow_close(&w.flow);
	for (func_t fn = 1; fn < g->funcs.n; fn++)
		vec_free(&w.stores[fn]);
	free(w.stores);
	vec_free(&w.calls);
}
