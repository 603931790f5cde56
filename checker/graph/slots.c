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
#include "graph/graph.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/*
 * More functions or masks than these in one place come from helpers that
 * everybody calls. A place for any pointer or number (void *, unsigned long)
 * says nothing long before a function pointer does.
 */
#define MAX_FUNCS 4096
#define MAX_ANY 64

struct copy {
	uint32_t to;
	int64_t and, or ; /* of a mask on its way */
};

struct copies {
	VEC(struct from_to {
		uint32_t from;
		struct copy c;
	})
	all;
	uint32_t *first; /* node -> index in sorted all */
};

/* "function X stores value into SLOT of its parameter BASE" */
struct store_summary {
	uint32_t slot;
	uint16_t base;
	int16_t value; /* parameter, or -1: @seed */
	seed_t seed;
};

typedef VEC(struct store_summary) summaries;

/* A set of hashes: open addressing, 0 = empty. */
struct hashes {
	uint64_t *slot;
	size_t n, nslots;
};

struct fill {
	struct graph *g;
	struct copies copies;
	summaries *stores; /* by func_t */
	VEC(uint32_t) work;
	uint8_t *queued;
	uint8_t *kind;	    /* of a node: enum node_kind */
	size_t nfull;	    /* nodes that became full in this round */
	struct hashes seen; /* (node, value) */
	VEC(struct call_ref {
		func_t caller, callee;
		uint32_t instr;
	})
	calls;
	VEC(struct {
		uint32_t node;
		seed_t seed;
	})
	told; /* what functions write themselves */
	uint32_t first_slot, first_global;
};

/* FULL: holds too much to say anything, and hands nothing on. */
enum node_kind { ANY, TYPED, FULL };

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
	w->first_global = n;
	n += (uint32_t)g->globals.n;
	w->first_slot = n;
	n += (uint32_t)g->slots.n;
	for (size_t i = 0; i < g->slots.n; i++)
		g->slots.v[i].node = w->first_slot + (uint32_t)i;
	g->nnodes = n;
}

static uint32_t param_node(const struct gfunc *gf, size_t i)
{
	return gf->first_node + (uint32_t)i;
}

static uint32_t return_node(const struct gfunc *gf)
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

static void enqueue(struct fill *w, uint32_t node)
{
	if (w->queued[node])
		return;
	w->queued[node] = 1;
	vec_push(&w->work, node);
}

static void grow_hashes(struct hashes *h)
{
	uint64_t *old = h->slot;
	size_t n = h->nslots;

	h->nslots = n ? n * 2 : 1 << 16;
	h->slot = calloc(h->nslots, sizeof(*h->slot));
	if (!h->slot)
		die("out of memory while linking");
	for (size_t i = 0; i < n; i++) {
		size_t at = old[i] & (h->nslots - 1);

		if (!old[i])
			continue;
		while (h->slot[at])
			at = (at + 1) & (h->nslots - 1);
		h->slot[at] = old[i];
	}
	free(old);
}

/* 1 if it is new. */
static int add_hash(struct hashes *h, uint64_t x)
{
	size_t at;

	if (h->n * 2 >= h->nslots)
		grow_hashes(h);
	x += !x;
	at = x & (h->nslots - 1);
	for (; h->slot[at]; at = (at + 1) & (h->nslots - 1))
		if (h->slot[at] == x)
			return 0;
	h->slot[at] = x;
	h->n++;
	return 1;
}

/* The same value said twice by one module: once is enough. */
static uint64_t value_hash(const struct graph *g, uint32_t node, seed_t s)
{
	const struct seed *d = &g->seeds.v[s];
	uint64_t head[3] = {(uint64_t)node << 32 | d->fn, (uint64_t)d->num,
			    d->home};

	return XXH3_64bits_withSeed(&d->owner, sizeof(d->owner),
				    XXH3_64bits(head, sizeof(head)));
}

static void add_value(struct fill *w, uint32_t node, seed_t s)
{
	seed_set *set = &w->g->values[node];

	if (w->kind[node] == FULL)
		return;
	if (!add_hash(&w->seen, value_hash(w->g, node, s)))
		return;
	vec_push(set, s);
	enqueue(w, node);
	/* in a slot each has its owner */
	if (node < w->first_slot &&
	    set->n > (w->kind[node] == TYPED && w->g->seeds.v[s].fn
			      ? MAX_FUNCS
			      : MAX_ANY)) {
		w->kind[node] = FULL;
		w->nfull++;
	}
}

static void tell(struct fill *w, uint32_t node, seed_t s)
{
	vec_reserve(&w->told, w->told.n + 1);
	w->told.v[w->told.n].node = node;
	w->told.v[w->told.n++].seed = s;
}

static seed_t new_seed(struct graph *g, struct seed s)
{
	vec_push(&g->seeds, s);
	return (seed_t)g->seeds.n - 1;
}

static void add_copy(struct fill *w, uint32_t from, uint32_t to, int64_t and,
		     int64_t or)
{
	if (from && to && from != to)
		vec_push(&w->copies.all,
			 (struct from_to){from, {to, and, or }});
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
		tell(w, to, new_seed(g, s));
		return;
	case E_CONST:
		if (!graph_is_mask(g, type))
			return;
		s.num = (e->num & and) | or ;
		tell(w, to, new_seed(g, s));
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
		add_copy(w, expr_node(g, fn, value, w->first_global), to, and,
			 or);
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
	tell(w, g->slots.v[slot].node, new_seed(g, s));
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
	to = expr_node(g, fn, i->a, w->first_global);
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
		add_copy(w, return_node(callee),
			 gf->first_node +
				 (uint32_t)(f->params.n + f->locals.n) + i->b,
			 -1, 0);
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
			flow_into(w, fn, return_node(gf), b->value, b->line,
				  f->ret, -1, 0, 0);
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

static int by_from(const void *a, const void *b)
{
	const struct from_to *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->c.to < y->c.to ? -1 : x->c.to > y->c.to;
}

static void index_copies(struct fill *w)
{
	struct copies *c = &w->copies;

	if (c->all.n)
		qsort(c->all.v, c->all.n, sizeof(*c->all.v), by_from);
	c->first = calloc(w->g->nnodes + 2, sizeof(uint32_t));
	if (!c->first)
		die("out of memory while linking");
	for (size_t i = 0; i < c->all.n; i++)
		c->first[c->all.v[i].from + 1]++;
	for (uint32_t n = 1; n <= w->g->nnodes + 1; n++)
		c->first[n] += c->first[n - 1];
}

static seed_t masked(struct graph *g, seed_t s, const struct copy *c)
{
	struct seed out = g->seeds.v[s];
	int64_t num = (out.num & c->and) | c->or ;

	if (out.fn || num == out.num)
		return s;
	for (size_t i = s + 1; i < g->seeds.n && i < s + 4u; i++)
		if (g->seeds.v[i].num == num &&
		    g->seeds.v[i].where == out.where &&
		    g->seeds.v[i].line == out.line)
			return (seed_t)i;
	out.num = num;
	return new_seed(g, out);
}

/* Sets only grow: what a node handed on once it need not hand on again. */
static void propagate(struct fill *w)
{
	struct graph *g = w->g;
	uint32_t *done = calloc(g->nnodes + 1, sizeof(*done));

	if (!done)
		die("out of memory while linking");
	while (w->work.n) {
		uint32_t node = w->work.v[--w->work.n];
		uint32_t from = done[node], to = (uint32_t)g->values[node].n;

		w->queued[node] = 0;
		done[node] = to;
		for (uint32_t i = w->copies.first[node];
		     i < w->copies.first[node + 1]; i++) {
			struct copy c = w->copies.all.v[i].c;

			for (uint32_t k = from;
			     k < to && w->kind[c.to] != FULL; k++)
				add_value(w, c.to,
					  masked(g, g->values[node].v[k], &c));
		}
	}
	free(done);
}

static const struct graph *sort_graph;

/* In the order of the source, so that output never depends on ours. */
static int by_source(const void *a, const void *b)
{
	const struct seed *x = &sort_graph->seeds.v[*(const seed_t *)a];
	const struct seed *y = &sort_graph->seeds.v[*(const seed_t *)b];
	int c = strcmp(func_file(sort_graph, x->where),
		       func_file(sort_graph, y->where));

	if (!c && x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (!c)
		c = strcmp(func_name(sort_graph, x->fn),
			   func_name(sort_graph, y->fn));
	return c ? c : (x->fn > y->fn) - (x->fn < y->fn);
}

static void sort_values(struct graph *g)
{
	sort_graph = g;
	for (uint32_t n = 0; n < g->nnodes; n++)
		if (g->values[n].n > 1)
			qsort(g->values[n].v, g->values[n].n, sizeof(seed_t),
			      by_source);
}

/* A pointer to anything, or a plain number. */
static int is_any(sym_t type)
{
	static const char *const numbers[] = {
		"unsigned long", "long", "u64", "u32", "s64", "int",
		"unsigned int",	 "long long", "unsigned long long"};
	const char *t = sym_str(type);
	size_t n = strlen(t);

	if (!n || (t[n - 1] == '*' && !strchr(t, '(')))
		return 1;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (!strcmp(t, numbers[i]))
			return 1;
	return 0;
}

static void type_nodes(struct fill *w)
{
	const struct graph *g = w->g;

	for (func_t fn = 1; fn < g->funcs.n; fn++) {
		const struct gfunc *gf = &g->funcs.v[fn];
		const struct func *f = gf->f;
		uint8_t *kind = &w->kind[gf->first_node];

		if (!f)
			continue;
		for (size_t i = 0; i < f->params.n; i++)
			kind[i] = is_any(f->params.v[i].type) ? ANY : TYPED;
		kind += f->params.n;
		for (size_t i = 0; i < f->locals.n; i++)
			kind[i] = is_any(f->locals.v[i].type) ? ANY : TYPED;
		w->kind[return_node(gf)] = is_any(f->ret) ? ANY : TYPED;
	}
	for (size_t i = 0; i < g->globals.n; i++)
		w->kind[w->first_global + i] = TYPED;
}

/*
 * Until no node becomes full: a full node hands nothing on, so all that came
 * through it is forgotten and told anew. Which nodes become full does not
 * depend on the order: whoever takes from one is full too.
 */
static void fill_nodes(struct fill *w)
{
	struct graph *g = w->g;
	size_t nseeds = g->seeds.n;

	do {
		w->nfull = 0;
		g->seeds.n = nseeds;
		for (uint32_t n = 0; n < g->nnodes; n++)
			vec_free(&g->values[n]);
		memset(w->queued, 0, g->nnodes);
		memset(w->seen.slot, 0,
		       w->seen.nslots * sizeof(*w->seen.slot));
		w->seen.n = 0;
		vec_clear(&w->work);
		for (size_t i = 0; i < w->told.n; i++)
			add_value(w, w->told.v[i].node, w->told.v[i].seed);
		propagate(w);
		g->nfull += w->nfull;
	} while (w->nfull);
}

void slots_fill(struct graph *g)
{
	struct fill w = {.g = g};

	w.stores = calloc(g->funcs.n, sizeof(*w.stores));
	collect(&w);
	number_nodes(&w);
	g->values = calloc(g->nnodes + 1, sizeof(*g->values));
	w.queued = calloc(g->nnodes + 1, 1);
	w.kind = calloc(g->nnodes + 1, 1);
	if (!g->values || !w.queued || !w.kind || !w.stores)
		die("out of memory while linking");
	for (func_t fn = 1; fn < g->funcs.n; fn++)
		if (g->funcs.v[fn].f)
			scan_function(&w, fn);
	close_summaries(&w);
	index_copies(&w);
	type_nodes(&w);
	grow_hashes(&w.seen);
	fill_nodes(&w);
	sort_values(g);
	for (func_t fn = 1; fn < g->funcs.n; fn++)
		vec_free(&w.stores[fn]);
	free(w.stores);
	free(w.queued);
	free(w.kind);
	vec_free(&w.told);
	free(w.seen.slot);
	free(w.copies.first);
	vec_free(&w.copies.all);
	vec_free(&w.calls);
	vec_free(&w.work);
}
