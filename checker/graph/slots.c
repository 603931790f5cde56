// SPDX-License-Identifier: GPL-2.0-only
/*
 * Slots: a field-based, flow-insensitive inclusion analysis. A node is a place
 * that may hold a function or a mask: a parameter, local, result, return value,
 * variable or (struct, field). Seeds are written constants; they flow along
 * copies (stores, arguments, returns) until nothing changes. Only what a seed
 * reaches is ever touched, so the cost is that of the function pointers.
 *
 * Owners: `INIT_WORK(&lo->work, fn)` stores into work_struct.func, a slot that
 * the whole kernel shares, of the member loop_device.work, which it does not.
 * A helper that stores its argument into a member of another argument hands
 * both on to its callers until one names the member (store summaries).
 */
#include "graph/flow.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* "function X stores value into SLOT of its parameter BASE" */
struct store_summary {
	uint32_t slot;
	uint16_t base;
	int16_t value; /* parameter, or -1: @seed */
	seed_t seed;
};

typedef VEC(struct store_summary) summaries;

struct fill {
	struct graph *g;
	struct flow flow;
	summaries *stores; /* by func_t */
	VEC(struct call_ref {
		func_t caller, callee;
		uint32_t instr;
	})
	calls;
};

static size_t slot_hash(sym_t strct, sym_t field)
{
	uint64_t key = (uint64_t)strct << 32 | field;

	return (size_t)XXH3_64bits(&key, sizeof(key));
}

static uint32_t *slot_place(const struct graph *g, sym_t strct, sym_t field)
{
	size_t at = slot_hash(strct, field) & (g->nslot_index - 1);

	for (; g->slot_index[at]; at = (at + 1) & (g->nslot_index - 1)) {
		const struct slot *s = &g->slots.v[g->slot_index[at] - 1];

		if (s->strct == strct && s->field == field)
			break;
	}
	return &g->slot_index[at];
}

static void grow_slots(struct graph *g)
{
	free(g->slot_index);
	g->nslot_index = g->nslot_index ? g->nslot_index * 2 : 1 << 14;
	g->slot_index = calloc(g->nslot_index, sizeof(uint32_t));
	if (!g->slot_index)
		die("out of memory while linking");
	for (size_t i = 0; i < g->slots.n; i++)
		*slot_place(g, g->slots.v[i].strct, g->slots.v[i].field) =
			(uint32_t)i + 1;
}

static uint32_t slot_id(struct graph *g, sym_t strct, sym_t field)
{
	uint32_t *at;

	if (g->slots.n * 2 >= g->nslot_index)
		grow_slots(g);
	at = slot_place(g, strct, field);
	if (!*at) {
		vec_push(&g->slots,
			 (struct slot){.strct = strct, .field = field});
		*at = (uint32_t)g->slots.n;
	}
	return *at - 1;
}

const struct slot *graph_slot(const struct graph *g, sym_t strct, sym_t field)
{
	uint32_t at = g->nslot_index ? *slot_place(g, strct, field) : 0;

	return at ? &g->slots.v[at - 1] : NULL;
}

const seed_set *graph_slot_seeds(const struct graph *g, const struct slot *s)
{
	return &g->values[s->node];
}

static const struct expr *element_base(const struct func *f,
				       const struct expr *e)
{
	while (e->op == E_INDEX && f->exprs.v[e->a].op == E_ADDR)
		e = &f->exprs.v[f->exprs.v[e->a].a];
	return e;
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

/*
 * Nodes of a function follow each other: parameters, locals, call results, and
 * the return value.
 */
static void number_nodes(struct fill *w)
{
	struct graph *g = w->g;
	uint32_t n = 1;

	for (func_t i = 1; i < g->funcs.n; i++) {
		struct gfunc *gf = &g->funcs.v[i];

		gf->first_node = n;
		if (gf->f)
			n += (uint32_t)(gf->f->params.n + gf->f->locals.n) +
			     gf->f->ncalls + 1;
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

static uint32_t param_node(const struct gfunc *gf, size_t i)
{
	return gf->first_node + (uint32_t)i;
}

uint32_t graph_return_node(const struct gfunc *gf)
{
	if (!gf->f)
		return gf->first_node;
	return gf->first_node + (uint32_t)(gf->f->params.n + gf->f->locals.n) +
	       gf->f->ncalls;
}

/* The node an expression reads or writes; 0 = none we follow. */
static uint32_t expr_node(const struct graph *g, func_t fn, expr_t id,
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

	return n ? &g->values[n] : NULL;
}

static seed_t new_seed(struct graph *g, struct seed s)
{
	vec_push(&g->seeds, s);
	return (seed_t)g->seeds.n - 1;
}

/* May a value of this type be a function or a mask? The spelling tells. */
static int may_carry(sym_t type)
{
	const char *t = sym_str(type);
	size_t n = strlen(t);

	if (!n)
		return 1;
	if (!strncmp(t, "struct ", 7) || !strncmp(t, "const struct ", 13))
		return strchr(t, '(') != NULL || t[n - 1] != '*';
	if (!strcmp(t, "int") || !strcmp(t, "bool") || !strcmp(t, "size_t") ||
	    !strcmp(t, "unsigned int") || !strcmp(t, "char") ||
	    !strcmp(t, "const char *") || !strcmp(t, "char *") ||
	    !strcmp(t, "_Bool") || !strcmp(t, "sector_t"))
		return 0;
	return 1;
}

int graph_is_mask(const struct graph *g, sym_t type)
{
	for (size_t i = 0; i < g->mask_types.n; i++)
		if (g->mask_types.v[i] == type)
			return 1;
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

/* A store into a member of what a parameter points to. */
static void summarise_store(struct fill *w, func_t fn, const struct instr *i)
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

static void add_owned(struct fill *w, uint32_t slot, struct seed s,
		      struct owner o)
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

/*
 * Close the summaries over the call graph, callees first as far as possible.
 * Owners are recorded once, in a last round over calls that name one.
 */
static void close_summaries(struct fill *w)
{
	int grew = 1;

	for (int round = 0; grew && round < 8; round++) {
		grew = 0;
		for (size_t i = 0; i < w->calls.n; i++) {
			struct call_ref *r = &w->calls.v[i];
			summaries *s = &w->stores[r->callee];
			const struct func *f = w->g->funcs.v[r->caller].f;
			const struct instr *in = &f->instrs.v[r->instr];

			for (size_t k = 0; k < s->n; k++) {
				struct store_summary one = s->v[k];
				const struct expr *base;

				if (one.base >= in->nargs)
					continue;
				base = &f->exprs.v[f->args.v[in->args +
							     one.base]];
				if (base->op == E_PARAM)
					grew |= apply_summary(w, r, &one);
			}
		}
	}
	for (size_t i = 0; i < w->calls.n; i++) {
		struct call_ref *r = &w->calls.v[i];
		summaries *s = &w->stores[r->callee];

		for (size_t k = 0; k < s->n; k++) {
			struct store_summary one = s->v[k];

			apply_summary(w, r, &one);
		}
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
			flow_into(w, fn, param_node(callee, k),
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
