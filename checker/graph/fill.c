// SPDX-License-Identifier: GPL-2.0-only
/*
 * What functions and static data write into nodes: seeds are written constants,
 * copies are stores, arguments and returned values. Only what a seed reaches is
 * ever touched, so the cost is that of the function pointers.
 */
#include "graph/fill.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

seed_t new_seed(struct graph *g, struct seed s)
{
	vec_push(&g->seeds, s);
	return (seed_t)g->seeds.n - 1;
}

struct seed seed_at(const struct graph *g, func_t fn, func_t where,
		    uint32_t line)
{
	uint32_t unit = g->funcs.v[where].unit;

	return (struct seed){.fn = fn,
			     .where = where,
			     .line = line,
			     .home = g->units.v[unit].modname};
}

/* A value that no place is known for: may it be a function? */
static int is_followed(const struct expr *e)
{
	switch (e->op) {
	case E_CONST:
	case E_STRING:
	case E_ADDR:
	case E_LNOT:
	case E_LAND:
	case E_LOR:
		return 1;
	default:
		return expr_compares(e->op);
	}
}

static void flow_place(struct fill *w, func_t fn, uint32_t to, expr_t value,
		       int64_t and, int64_t or)
{
	uint32_t from = expr_node(w->g, fn, value, w->flow.first_global);

	if (from)
		flow_copy(&w->flow, from, to, (struct change){and, or });
	else if (!is_followed(&w->g->funcs.v[fn].f->exprs.v[value]))
		flow_open(&w->flow, to);
}

int fill_owned(struct fill *w, func_t fn, uint32_t slot, const struct instr *i,
	       expr_t value, struct owner o)
{
	const struct expr *e = &w->g->funcs.v[fn].f->exprs.v[value];

	if (e->op == E_COND)
		return fill_owned(w, fn, slot, i, e->b, o) &
		       fill_owned(w, fn, slot, i, e->c, o);
	if (e->op == E_FUNC) {
		add_owned(w, slot, seed_at(w->g, (func_t)e->num, fn, i->line),
			  o);
		return 1;
	}
	if (!graph_is_untyped(w->g, w->g->slots.v[slot].type))
		flow_keep(&w->flow,
			  (struct keeping){
				  .from = expr_node(w->g, fn, value,
						    w->flow.first_global),
				  .to = w->g->slots.v[slot].node,
				  .owner = o});
	return 0;
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
	struct seed s = seed_at(g, 0, fn, line);

	if (!to)
		return;
	if (depth > 6) {
		flow_open(&w->flow, to);
		return;
	}
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
		if (b->op != E_CONST) {
			flow_open(&w->flow, to);
			return;
		}
		flow_into(w, fn, to, e->a, line, type,
			  e->op == E_AND ? and&b->num : and&~b->num,
			  e->op == E_AND ? or : or | (b->num & and), depth + 1);
		return;
	default:
		flow_place(w, fn, to, value, and, or);
	}
}

static void scan_store(struct fill *w, func_t fn, const struct instr *i)
{
	struct graph *g = w->g;
	const struct func *f = g->funcs.v[fn].f;
	const struct expr *place = &f->exprs.v[i->a];
	uint32_t to;
	struct owner o = {0};
	sym_t type = i->sig;

	if (place->op == E_FIELD) {
		uint32_t slot = slot_id(g, place->name, place->field);

		if (!g->slots.v[slot].type)
			g->slots.v[slot].type = type;
		if (!may_carry(w->g, type))
			return;
		o = stored_owner(f, place->a);
		if (owner_is_known(&o) && fill_owned(w, fn, slot, i, i->b, o))
			return;
	} else if (place->op == E_LOCAL) {
		type = f->locals.v[place->num].type;
	} else if (place->op == E_PARAM) {
		type = f->params.v[place->num].type;
	} else if (place->op == E_GLOBAL && !type) {
		type = g->globals.v[place->num].type;
	}
	if (!may_carry(w->g, type))
		return;
	to = expr_node(g, fn, i->a, w->flow.first_global);
	if (place->op == E_LOCAL && f->exprs.v[i->b].op == E_ADDR &&
	    may_lead_on(g, type) && !pointed_place(f, place->num))
		flow_open(&w->flow, to);
	flow_into(w, fn, to, i->b, i->line, type, -1, 0, 0);
}

static uint32_t result_node(const struct graph *g, func_t fn,
			    const struct instr *i)
{
	const struct gfunc *gf = &g->funcs.v[fn];

	return gf->first_node + (uint32_t)(gf->f->params.n + gf->f->locals.n) +
	       i->b;
}

/* Is a place a variable, or a member, that holds a pointer to a function? */
static int is_pointer_place(const struct graph *g, const struct func *f,
			    expr_t place)
{
	const struct expr *e = &f->exprs.v[place];
	const struct slot *s;
	sym_t type = 0;

	if (e->op == E_LOCAL)
		type = f->locals.v[e->num].type;
	else if (e->op == E_PARAM)
		type = f->params.v[e->num].type;
	else if (e->op == E_GLOBAL)
		type = g->globals.v[e->num].type;
	else if (e->op == E_FIELD && (s = graph_slot(g, e->name, e->field)))
		type = s->type;
	return type && may_be_called(g, type);
}

/* Arguments become parameters, what is returned the result. */
static void bind_call(struct fill *w, func_t fn, const struct instr *i,
		      const struct gfunc *callee)
{
	const struct func *f = w->g->funcs.v[fn].f;

	for (uint16_t k = 0; k < i->nargs && k < callee->f->params.n; k++) {
		sym_t type = callee->f->params.v[k].type;

		bind_output(w, fn, f->args.v[i->args + k], callee, k);
		if (may_carry(w->g, type))
			flow_into(w, fn, callee->first_node + k,
				  f->args.v[i->args + k], i->line, type, -1, 0,
				  0);
	}
	if (may_carry(w->g, callee->f->ret))
		flow_copy(&w->flow, graph_return_node(callee),
			  result_node(w->g, fn, i), (struct change){-1, 0});
}

/* A call through a pointer: when it is known what the pointer holds. */
static void bind_target(struct flow *flow, const struct via *call,
			func_t target)
{
	struct fill *w = flow->arg;
	const struct gfunc *callee = &w->g->funcs.v[target];
	const struct instr *i =
		&w->g->funcs.v[call->fn].f->instrs.v[call->instr];

	if (callee->f &&
	    (i->nargs == callee->f->params.n || callee->f->flags & F_VARARGS))
		bind_call(w, call->fn, i, callee);
}

/* &pointer as an argument: the callee may write there. */
static void open_arguments(struct fill *w, func_t fn, const struct instr *i)
{
	const struct func *f = w->g->funcs.v[fn].f;

	for (uint16_t k = 0; k < i->nargs; k++) {
		const struct expr *e = &f->exprs.v[f->args.v[i->args + k]];

		if (e->op == E_ADDR && is_pointer_place(w->g, f, e->a))
			flow_open(&w->flow, expr_node(w->g, fn, e->a,
						      w->flow.first_global));
	}
}

static void call_through(struct fill *w, func_t fn, const struct instr *i,
			 uint32_t node)
{
	uint32_t instr = (uint32_t)(i - w->g->funcs.v[fn].f->instrs.v);

	vec_push(&w->flow.vias, (struct via){node, instr, fn});
	flow_tint(&w->flow, node, result_node(w->g, fn, i));
}

/* What is called is what the place holds, or what a parameter there points to:
 * which of them is seen when it is known what they hold, see graph_called(). */
static void scan_pointer_call(struct fill *w, func_t fn, const struct instr *i,
			      expr_t place)
{
	const struct expr *e = &w->g->funcs.v[fn].f->exprs.v[place];
	uint32_t node, there;

	if (e->op == E_COND) {
		scan_pointer_call(w, fn, i, e->b);
		scan_pointer_call(w, fn, i, e->c);
		return;
	}
	node = expr_node(w->g, fn, place, w->flow.first_global);
	there = expr_node(w->g, fn, i->a, w->flow.first_global);
	if (node)
		call_through(w, fn, i, node);
	if (there && there != node)
		call_through(w, fn, i, there);
	if (!node && !there)
		flow_open(&w->flow, result_node(w->g, fn, i));
}

static void scan_call(struct fill *w, func_t fn, const struct instr *i)
{
	const struct func *f = w->g->funcs.v[fn].f;
	const struct expr *c = &f->exprs.v[i->a];

	open_arguments(w, fn, i);
	if (c->op != E_FUNC)
		scan_pointer_call(w, fn, i, called_place(f, i));
	else if (w->g->funcs.v[c->num].f)
		bind_call(w, fn, i, &w->g->funcs.v[c->num]);
	else
		flow_open(&w->flow, result_node(w->g, fn, i));
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

		if (b->term == T_RETURN && b->value && may_carry(w->g, f->ret))
			flow_into(w, fn, graph_return_node(gf), b->value,
				  b->line, f->ret, -1, 0, 0);
	}
}

void fill_begin(struct fill *w, struct graph *g)
{
	*w = (struct fill){.g = g,
			   .flow = {.g = g, .arg = w, .bind = bind_target}};
	w->nstores = g->funcs.n;
	w->stores = mem_zeroed(w->nstores, sizeof(*w->stores));
	flow_begin(&w->flow);
}

void fill_collect(struct fill *w, func_t fn)
{
	struct graph *g = w->g;
	const struct func *f = g->funcs.v[fn].f;

	for (size_t i = 0; i < f->exprs.n; i++)
		if (f->exprs.v[i].op == E_FIELD)
			slot_id(g, f->exprs.v[i].name, f->exprs.v[i].field);
	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *c = &f->exprs.v[in->a];

		if (in->op == I_CALL && c->op == E_FUNC)
			vec_push(&w->calls,
				 (struct call_ref){fn, (func_t)c->num,
						   (uint32_t)i, 0});
		else if (in->op == I_CALL)
			note_input(w, fn, c);
		else
			note_store(w, fn, in);
	}
}

/* Those that nobody defines store nothing. */
static void add_stubs(struct fill *w)
{
	w->stores = mem_resize(w->stores, w->g->funcs.n, sizeof(*w->stores));
	memset(w->stores + w->nstores, 0,
	       (w->g->funcs.n - w->nstores) * sizeof(*w->stores));
	w->nstores = w->g->funcs.n;
}

void fill_close(struct fill *w)
{
	struct graph *g = w->g;

	add_stubs(w);
	close_outputs(w);
	number_nodes(w);
	for (func_t fn = 1; fn < g->funcs.n; fn++) {
		graph_rest(g, fn);
		if (g->funcs.v[fn].f)
			scan_function(w, fn);
	}
	for (size_t i = 0; i < g->globals.n; i++)
		if (!g->globals.v[i].defined)
			flow_open(&w->flow, w->flow.first_global + (uint32_t)i);
	close_summaries(w);
	graph_rest(g, 0);
	for (func_t fn = 1; fn < g->funcs.n; fn++)
		vec_free(&w->stores[fn]);
	free(w->stores);
	vec_free(&w->calls);
	flow_close(&w->flow);
}
