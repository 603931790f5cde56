// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two backward closures over the call graph: what a function can reach, and
 * which of its parameters can decide a mask, a scope, a branch or the target of
 * a pointer call. States are keyed by what is found here, so they stay few.
 */
#include "analysis/closure.h"
#include "analysis/ends.h"
#include "analysis/filled.h"
#include "analysis/setup.h"

#include "base/mem.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define MANY_TARGETS 32 /* of a registry: what one wants says little */

static void add_call(struct closure *c, func_t callee, func_t caller, int named)
{
	vec_push(&c->calls, (struct call_edge){callee, caller, named});
}

static int is_door(const struct fn_rules *r)
{
	return r && r->of[RULE_layer];
}

static uint8_t direct_reach(const struct closure *c, func_t callee)
{
	const struct fn_rules *r = fn_all_rules(c->k, callee);
	uint8_t reach = 0;

	if (!r)
		return 0;
	if (r->of[RULE_allocator] || r->of[RULE_handoff] || r->of[RULE_wake] ||
	    r->of[RULE_wait] || is_door(r))
		reach |= REACH_EVENT;
	if (r->of[RULE_request])
		reach |= REACH_EVENT | REACH_SCOPE;
	if (r->of[RULE_allocator] || is_door(r))
		reach |= REACH_SCOPE;
	if (r->runs)
		reach |= REACH_SCOPE;
	if (r->of[RULE_serves] && r->of[RULE_serves]->key[KEY_ends].set)
		reach |= REACH_ENDS;
	return reach;
}

sym_t relevant_home(const struct relevance *r, func_t fn, sym_t home)
{
	return homes_has(&r->homes, fn, home) ? home : 0;
}

/* A mask that is passed to them may be judged where it is passed. */
int closure_takes_mask(const struct graph *g, const seed_set *all)
{
	for (size_t i = 0; all && i < all->n; i++) {
		const struct func *f = g->funcs.v[g->seeds.v[all->v[i]].fn].f;

		for (size_t k = 0; f && k < f->params.n; k++)
			if (graph_is_mask(g, f->params.v[k].type))
				return 1;
		if (f)
			return 0;
	}
	return 0;
}

/* What one of many targets reaches says little of who calls them, unless they
 * are callbacks or states of his own module: he is there to call them all. */
static int are_near(const struct graph *g, func_t fn, const seed_set *all)
{
	sym_t home = g->funcs.v[fn].home;
	int near = 1;

	for (size_t i = 0; near && all->n > FEW_TARGETS && i < all->n; i++) {
		func_t to = g->seeds.v[all->v[i]].fn;

		near = !to || in_module(g, to, &home);
	}
	return near;
}

static void add_pointer_calls(struct closure *c, func_t fn, const seed_set *all)
{
	int near = are_near(c->g, fn, all);

	for (size_t i = 0; i < all->n; i++) {
		func_t to = c->g->seeds.v[all->v[i]].fn;

		if (to)
			add_call(c, to, fn, near);
	}
}

static uint8_t slot_call_reach(struct closure *c, const struct expr *e,
			       func_t fn)
{
	const struct graph *g = c->g;
	const struct slot *s = graph_slot(g, e->name, e->field);
	uint8_t reach = 0;

	if (slot_rule(c->k, e->name, e->field, RULE_layer))
		reach |= REACH_EVENT | REACH_SCOPE;
	if (!s || slot_rule(c->k, e->name, e->field, RULE_boundary))
		return reach;
	if (closure_takes_mask(g, graph_slot_seeds(g, s)))
		reach |= REACH_SCOPE;
	if (slot_rule(c->k, e->name, e->field, RULE_entry))
		return reach & REACH_SCOPE ? reach | REACH_EVENT : reach;
	add_pointer_calls(c, fn, graph_slot_seeds(g, s));
	return reach;
}

static uint8_t pointer_call_reach(struct closure *c, func_t fn,
				  const struct instr *i)
{
	const struct func *f = c->g->funcs.v[fn].f;
	expr_t place = graph_called(c->g, fn, i);
	const struct expr *e = &f->exprs.v[place];
	const seed_set *seeds;

	if (e->op == E_FIELD)
		return slot_call_reach(c, e, fn);
	seeds = graph_expr_seeds(c->g, fn, place);
	if (seeds)
		add_pointer_calls(c, fn, seeds);
	return closure_takes_mask(c->g, seeds) ? REACH_SCOPE : 0;
}

static int by_owner(const void *a, const void *b)
{
	return memcmp(a, b, offsetof(struct owned, seed));
}

static void add_owned(struct closure *c, seed_t seed, const struct rule *r)
{
	const struct owner *o = &c->g->seeds.v[seed].owner;

	if (owner_is_known(o))
		vec_push(&c->owned, (struct owned){o->strct, o->field,
						   o->global, seed, r});
	if (o->up_strct || o->up_global)
		vec_push(&c->owned, (struct owned){o->up_strct, o->up_field,
						   o->up_global, seed, r});
}

static void collect_owned(struct closure *c)
{
	const struct rule *r = NULL;
	seed_set all = {0};

	while ((r = rule_next(c->k->rules, RULE_handoff, r))) {
		vec_clear(&all);
		rule_seeds(c->k, r, &all);
		for (size_t i = 0; i < all.n; i++)
			if (c->g->seeds.v[all.v[i]].fn)
				add_owned(c, all.v[i], r);
	}
	vec_free(&all);
	if (c->owned.n)
		qsort(c->owned.v, c->owned.n, sizeof(*c->owned.v), by_owner);
}

/* The functions in the object whose address an argument is. */
size_t closure_owned(const struct closure *c, const struct func *f, expr_t arg,
		     const struct owned **out)
{
	struct owner o = expr_owner(f, arg);
	struct owned key = {
		.strct = o.strct, .field = o.field, .global = o.global};
	size_t at, n = 0;

	if (!owner_is_known(&o))
		return 0;
	at = first_from(c->owned.v, c->owned.n, sizeof(key), &key, by_owner);
	while (at + n < c->owned.n && !by_owner(&c->owned.v[at + n], &key))
		n++;
	*out = &c->owned.v[at];
	return n;
}

/* Is the callee a hand-off, or a header's wrapper of one? Who only waits for
 * the work, or makes it ready, does not serve what it serves. */
static const struct rule *hands_off(const struct closure *c,
				    const struct expr *e, int depth)
{
	const struct rule *r;
	const struct func *f;

	if (e->op != E_FUNC)
		return NULL;
	r = fn_rule(c->k, (func_t)e->num, RULE_handoff);
	if (r)
		return r->key[KEY_serves].set ? NULL : r;
	f = c->g->funcs.v[e->num].f;
	if (!f || !(f->flags & F_HEADER) || depth > 3)
		return NULL;
	for (size_t i = 0; i < f->instrs.n && !r; i++)
		if (f->instrs.v[i].op == I_CALL)
			r = hands_off(c, &f->exprs.v[f->instrs.v[i].a],
				      depth + 1);
	return r;
}

/* queue_work(wq, &x->work), add_timer(&x->timer): what the object's function
 * serves, this function serves. The timer in a delayed work is not what
 * queueing it runs. */
static void add_handed_off(struct closure *c, func_t fn, const struct instr *in,
			   const struct rule *how)
{
	const struct func *f = c->g->funcs.v[fn].f;

	for (uint16_t k = 0; k < in->nargs; k++) {
		const struct owned *at;
		size_t n = closure_owned(c, f, f->args.v[in->args + k], &at);

		for (size_t i = 0; i < n; i++)
			if (at[i].rule == how)
				add_call(c, c->g->seeds.v[at[i].seed].fn, fn,
					 HANDED_OFF);
	}
}

/* What the solver would not enter reaches nothing. */
static int is_followed(const struct closure *c, func_t callee)
{
	const struct fn_rules *r = fn_all_rules(c->k, callee);

	if (!c->g->funcs.v[callee].f)
		return 0;
	if (r &&
	    (r->of[RULE_allocator] || r->of[RULE_handoff] || r->of[RULE_wake] ||
	     r->of[RULE_wait] || r->of[RULE_layer] || r->of[RULE_entry]))
		return 0;
	return !fn_boundary(c->k, callee) || (r && (r->opens || r->closes));
}

/* It is asked for every call of the kernel. */
static const struct callee *known_callee(struct closure *c,
					 const struct expr *e)
{
	struct callee *x = &c->callees[e->num];

	if (!x->known) {
		x->known = 1;
		x->reach = direct_reach(c, (func_t)e->num);
		x->followed = (uint8_t)is_followed(c, (func_t)e->num);
		x->hands_off = hands_off(c, e, 0);
	}
	return x;
}

/* A lock is a region, or not, by what is locked: it is asked for each call. */
static uint8_t region_reach(const struct closure *c, func_t fn,
			    const struct instr *in, func_t callee)
{
	struct region_ends ends =
		region_ends(c->k, callee, c->g->funcs.v[fn].f, in);

	return ends.opens || ends.closes
		       ? REACH_REGION | REACH_EVENT | REACH_SCOPE
		       : 0;
}

static uint8_t named_call_reach(struct closure *c, func_t fn,
				const struct instr *in, const struct expr *e)
{
	const struct callee *x = known_callee(c, e);

	if (x->hands_off && c->owned.n)
		add_handed_off(c, fn, in, x->hands_off);
	if (x->followed)
		add_call(c, (func_t)e->num, fn, NAMED);
	return x->reach | region_reach(c, fn, in, (func_t)e->num);
}

/* queue_work(x->wq, &x->work): who waits for the queue waits for the work. */
static void note_queued(struct closure *c, const struct func *f,
			const struct instr *in)
{
	const uint8_t *queue = queue_of_call(c->queues, f, in);
	const struct owned *in_item;
	size_t n;

	if (!queue)
		return;
	queue_note_works(c->queues, queue, f, in);
	for (uint16_t k = 0; k < in->nargs; k++) {
		n = closure_owned(c, f, f->args.v[in->args + k], &in_item);
		for (size_t i = 0; i < n; i++)
			queue_note_item(c->queues, queue, in_item[i].seed,
					in_item[i].rule);
	}
}

static uint8_t own_reach(struct closure *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;
	uint8_t reach = 0;
	int calls = 0;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *e = &f->exprs.v[in->a];

		if (in->op == I_STORE) {
			if (is_task_flags(c->k, e))
				reach |= REACH_EVENT | REACH_FLAGS;
			continue;
		}
		calls = 1;
		note_queued(c, f, in);
		reach |= e->op == E_FUNC ? named_call_reach(c, fn, in, e)
					 : pointer_call_reach(c, fn, in);
	}
	for (size_t i = 0; i < f->exprs.n; i++)
		if (is_task_flags(c->k, &f->exprs.v[i]))
			reach |= REACH_SCOPE;
	numbers_note(&c->out->numbers, f);
	return calls ? reach : reach | REACH_MASK;
}

int may_enter(const struct relevance *r, const struct graph *g, func_t fn)
{
	const struct func *f = g->funcs.v[fn].f;

	return f && (r->reach[fn] & REACH_ENTERED || graph_is_mask(g, f->ret));
}

/* Sorted by callee: the callers of one keep their order. */
static void index_calls(struct closure *c)
{
	c->calls.v = sort_by_number(c->calls.v, c->calls.n, sizeof(*c->calls.v),
				    offsetof(struct call_edge, callee),
				    c->g->funcs.n + 1, &c->first);
	c->calls.cap = c->calls.n;
}

static void push(struct closure *c, func_t fn)
{
	if (!c->queued[fn]) {
		c->queued[fn] = 1;
		vec_push(&c->work, fn);
	}
}

#define UPWARD (REACH_EVENT | REACH_REGION | REACH_ENDS | REACH_SCOPE)

static void close_reach(struct closure *c)
{
	for (func_t fn = 1; fn < c->g->funcs.n; fn++)
		if (c->out->reach[fn] & UPWARD)
			push(c, fn);
	while (c->work.n) {
		func_t fn = c->work.v[--c->work.n];

		c->queued[fn] = 0;
		for (uint32_t i = c->first[fn]; i < c->first[fn + 1]; i++) {
			func_t up = c->calls.v[i].caller;
			uint8_t pass = UPWARD, now;

			/* what a far pointer reaches says little of @up */
			if (c->calls.v[i].named == HANDED_OFF)
				continue;
			if (c->calls.v[i].named < NAMED)
				pass &= (uint8_t) ~(REACH_REGION | REACH_ENDS);
			now = c->out->reach[up] | (c->out->reach[fn] & pass);
			if (now != c->out->reach[up]) {
				c->out->reach[up] = now;
				push(c, up);
			}
		}
	}
}

/* Does a function call but one that stores the task's flags? Then it opens a
 * scope for its caller, or closes the caller's; who does both calls two. */
static int is_half(const struct closure *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;
	func_t one = 0;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct expr *e = &f->exprs.v[f->instrs.v[i].a];

		if (f->instrs.v[i].op != I_CALL || e->op != E_FUNC ||
		    !(c->out->reach[e->num] & REACH_FLAGS) ||
		    (func_t)e->num == one)
			continue;
		if (one)
			return 0;
		one = (func_t)e->num;
	}
	return one != 0;
}

/* memalloc_noio_save() and its kin: what stores the task's flags, the header
 * functions around it, and helpers that open a scope for others. */
static void close_flags(struct closure *c)
{
	for (func_t fn = 1; fn < c->g->funcs.n; fn++)
		if (c->out->reach[fn] & REACH_FLAGS)
			push(c, fn);
	while (c->work.n) {
		func_t fn = c->work.v[--c->work.n];

		c->queued[fn] = 0;
		for (uint32_t i = c->first[fn]; i < c->first[fn + 1]; i++) {
			func_t up = c->calls.v[i].caller;

			if (c->calls.v[i].named != NAMED ||
			    (c->out->reach[up] & REACH_FLAGS) ||
			    (!(c->g->funcs.v[up].f->flags & F_HEADER) &&
			     !is_half(c, up)))
				continue;
			c->out->reach[up] |= REACH_FLAGS;
			if (c->g->funcs.v[up].f->flags & F_HEADER)
				push(c, up);
		}
	}
}

/* ---- parameters ---- */

struct vars {
	uint64_t params;
	uint64_t *locals; /* bitmap */
};

static void mark(const struct func *f, expr_t id, struct vars *v, int *grew,
		 int depth)
{
	const struct expr *e = &f->exprs.v[id];
	uint64_t bit;

	if (!id || depth > 8)
		return;
	switch (e->op) {
	case E_PARAM:
		bit = e->num < 32 ? 1ull << e->num : 0;
		*grew |= !(v->params & bit) && bit;
		v->params |= bit;
		break;
	case E_LOCAL:
		bit = 1ull << (e->num & 63);
		*grew |= !(v->locals[e->num >> 6] & bit);
		v->locals[e->num >> 6] |= bit;
		break;
	case E_DEREF: /* of a caller's variable */
		if (f->exprs.v[e->a].op == E_PARAM)
			mark(f, e->a, v, grew, depth + 1);
		break;
	case E_FIELD:
	case E_CALL:
	case E_CONTAINER:
	case E_INDEX:
		break;
	default:
		if (expr_shape(e->op) >= SHAPE_unary)
			mark(f, e->a, v, grew, depth + 1);
		if (expr_shape(e->op) >= SHAPE_binary)
			mark(f, e->b, v, grew, depth + 1);
		if (expr_shape(e->op) == SHAPE_ternary)
			mark(f, e->c, v, grew, depth + 1);
	}
}

/* Of what is not entered only a mask matters, where a rule may look for it. */
static uint32_t wanted_by_name(struct closure *c, const struct expr *e)
{
	const struct func *f = c->g->funcs.v[e->num].f;
	const struct fn_rules *r = fn_all_rules(c->k, (func_t)e->num);
	uint32_t wanted = 0;

	if (known_callee(c, e)->followed)
		return c->out->params[e->num];
	if (!f || !r || !r->of[RULE_allocator])
		return 0;
	for (size_t i = 0; i < f->params.n && i < 32; i++)
		if (graph_is_mask(c->g, f->params.v[i].type))
			wanted |= 1u << i;
	return wanted;
}

/* The pointers among the parameters that a function wants. */
static uint32_t wanted_pointers(const struct closure *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;
	uint32_t wanted = 0;

	for (size_t i = 0; f && i < f->params.n && i < 32; i++)
		if ((c->out->params[fn] >> i & 1) &&
		    is_pointer(f->params.v[i].type))
			wanted |= 1u << i;
	return wanted;
}

/* What the targets of a pointer call want, if they are not too many: is there
 * something behind a pointer? Not numbers: that a caller does not wait, known
 * far from where the work goes on, would look as if nobody waited. */
static uint32_t wanted_by_pointer(struct closure *c, func_t fn, expr_t place)
{
	const struct expr *e = &c->g->funcs.v[fn].f->exprs.v[place];
	const seed_set *seeds = graph_expr_seeds(c->g, fn, place);
	uint32_t wanted = 0;

	if (e->op == E_FIELD &&
	    (slot_rule(c->k, e->name, e->field, RULE_boundary) ||
	     slot_rule(c->k, e->name, e->field, RULE_entry)))
		return 0;
	if (seeds && seeds->n > MANY_TARGETS)
		return 0;
	for (size_t i = 0; seeds && i < seeds->n; i++)
		wanted |= wanted_pointers(c, c->g->seeds.v[seeds->v[i]].fn);
	return wanted;
}

static void mark_call(struct closure *c, func_t fn, const struct instr *i,
		      struct vars *v, int *grew)
{
	const struct func *f = c->g->funcs.v[fn].f;
	expr_t place = called_place(f, i);
	const struct expr *e = &f->exprs.v[place];
	const struct fn_rules *r;
	uint32_t wanted = 0;

	if (e->op == E_FUNC) {
		wanted = wanted_by_name(c, e);
		r = fn_all_rules(c->k, (func_t)e->num);
		for (int n = 0; r && n < RULE_KINDS; n++)
			if (n != RULE_request && r->of[n] &&
			    r->of[n]->key[KEY_arg].set &&
			    r->of[n]->key[KEY_arg].num >= 0 &&
			    r->of[n]->key[KEY_arg].num < 32)
				wanted |= 1u << r->of[n]->key[KEY_arg].num;
		if (r && r->of[RULE_handoff] &&
		    r->of[RULE_handoff]->key[KEY_queue].set)
			wanted |= 1u << r->of[RULE_handoff]->key[KEY_queue].num;
	} else {
		mark(f, place, v, grew, 0);
		if (e->op == E_FIELD) /* the ops table decides */
			mark(f, e->a, v, grew, 0);
		wanted = wanted_by_pointer(c, fn, place);
	}
	for (uint16_t k = 0; k < i->nargs && k < 32; k++)
		if (wanted >> k & 1)
			mark(f, f->args.v[i->args + k], v, grew, 0);
}

static void mark_function(struct closure *c, func_t fn, struct vars *v)
{
	const struct func *f = c->g->funcs.v[fn].f;
	int grew = 1;

	for (size_t i = 0; i < f->params.n && i < 32; i++)
		if (graph_is_mask(c->g, f->params.v[i].type))
			v->params |= 1ull << i;
	for (size_t i = 0; i < f->blocks.n; i++) {
		const struct block *b = &f->blocks.v[i];

		if (b->term == T_BRANCH || b->term == T_SWITCH)
			mark(f, b->value, v, &grew, 0);
		else if (b->term == T_RETURN &&
			 (graph_is_mask(c->g, f->ret) ||
			  (c->out->reach[fn] & REACH_MASK)))
			mark(f, b->value, v, &grew, 0);
	}
	for (int round = 0; grew && round < 6; round++) {
		grew = 0;
		for (size_t i = 0; i < f->instrs.n; i++) {
			const struct instr *in = &f->instrs.v[i];
			const struct expr *e = &f->exprs.v[in->a];

			if (in->op == I_CALL)
				mark_call(c, fn, in, v, &grew);
			else if (is_task_flags(c->k, e))
				mark(f, in->b, v, &grew, 0);
			else if (e->op == E_LOCAL &&
				 (v->locals[e->num >> 6] >> (e->num & 63) & 1))
				mark(f, in->b, v, &grew, 0);
			else if (e->op == E_PARAM && e->num < 32 &&
				 (v->params >> e->num & 1))
				mark(f, in->b, v, &grew, 0);
		}
	}
}

/* Return: 1 if a caller that comes before it must be looked at again. */
static int find_params(struct closure *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;
	struct vars v = {0};
	int again = 0;

	c->queued[fn] = 0;
	v.locals = mem_zeroed(f->locals.n / 64, sizeof(uint64_t));
	mark_function(c, fn, &v);
	free(v.locals);
	if ((uint32_t)v.params == c->out->params[fn])
		return 0;
	c->out->params[fn] = (uint32_t)v.params;
	for (uint32_t i = c->first[fn]; i < c->first[fn + 1]; i++) {
		func_t up = c->calls.v[i].caller;

		if (!may_enter(c->out, c->g, up))
			continue;
		c->queued[up] = 1;
		again |= up <= fn;
	}
	return again;
}

/* Parameters of a function that is never entered decide nothing. In a unit,
 * what is called stands mostly before its caller. */
static void close_params(struct closure *c)
{
	int again = 1;

	for (func_t fn = 1; fn < c->g->funcs.n; fn++)
		c->queued[fn] = (uint8_t)may_enter(c->out, c->g, fn);
	while (again) {
		again = 0;
		for (func_t fn = 1; fn < c->g->funcs.n; fn++) {
			graph_rest(c->g, fn);
			if (c->queued[fn])
				again |= find_params(c, fn);
		}
	}
}

void relevance_begin(struct relevance *r, const struct knowledge *k,
		     const struct ruled_calls *ruled,
		     struct queue_index *queues,
		     const struct given_index *given)
{
	struct closure c = {.k = k,
			    .g = k->graph,
			    .out = r,
			    .given = given,
			    .queues = queues};

	r->reach = mem_zeroed(c.g->funcs.n, sizeof(*r->reach));
	r->params = mem_zeroed(c.g->funcs.n, sizeof(*r->params));
	c.queued = mem_zeroed(c.g->funcs.n, 1);
	c.callees = mem_zeroed(c.g->funcs.n, sizeof(*c.callees));
	homes_begin(&r->homes, c.g);
	numbers_begin(&r->numbers, c.g);
	collect_owned(&c);
	for (func_t fn = 1; fn < c.g->funcs.n; fn++) {
		graph_rest(c.g, fn);
		if (c.g->funcs.v[fn].f && !(c.g->funcs.v[fn].f->flags & F_INIT))
			r->reach[fn] = own_reach(&c, fn);
	}
	index_calls(&c);
	close_reach(&c);
	close_flags(&c);
	serving_begin(&r->serving, k, ruled, c.calls.v, c.first);
	lent_begin(&r->lent, k, c.calls.v, c.first);
	homes_clients(&r->homes, c.g, c.calls.v, c.calls.n);
	narrows_close(&c);
	close_params(&c);
	r->setup = setup_functions(k, c.calls.v, c.calls.n);
	vec_free(&c.calls);
	vec_free(&c.work);
	vec_free(&c.owned);
	free(c.first);
	free(c.queued);
	free(c.callees);
}

void relevance_end(struct relevance *r)
{
	free(r->reach);
	free(r->params);
	free(r->setup);
	serving_end(&r->serving);
	homes_end(&r->homes);
	numbers_end(&r->numbers);
	vec_free(&r->lent);
}
