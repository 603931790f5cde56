// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who may call whom: named calls, pointer calls by what their slots hold,
 * hand-offs by the objects that are handed off, and what only the solver knows
 * (threads woken, completions stored). Everything is asked of the solver's own
 * code (targets.c), in a state about which nothing is known.
 */
#include "answers/collect.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_FILLS 16 /* a callback of everybody's is in thousands of slots */

/* ---- what must be known beforehand ---- */

/* As exec_ruled() has it: these calls are not entered. */
static const struct rule *stop_rule(const struct knowledge *k, func_t fn,
				    int through_slot)
{
	static const enum rule_kind kinds[] = {RULE_task,    RULE_allocator,
					       RULE_handoff, RULE_wake,
					       RULE_wait,    RULE_layer};
	const struct fn_rules *r = fn_all_rules(k, fn);
	const struct rule *cut;

	for (size_t i = 0; r && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (r->of[kinds[i]])
			return r->of[kinds[i]];
	cut = fn_boundary(k, fn);
	if (r && r->of[RULE_entry] && !through_slot)
		cut = r->of[RULE_entry];
	return cut && !(r && (r->opens || r->closes)) ? cut : NULL;
}

static const struct rule *slot_stop(const struct knowledge *k,
				    const struct expr *p)
{
	static const enum rule_kind kinds[] = {RULE_entry, RULE_boundary,
					       RULE_layer};
	const struct rule *r = NULL;

	for (size_t i = 0; p->op == E_FIELD && !r && i < 3; i++)
		r = slot_rule(k, p->name, p->field, kinds[i]);
	return r;
}

static int by_function(const void *a, const void *b)
{
	const struct filler *x = a, *y = b;

	if (x->fn != y->fn)
		return x->fn < y->fn ? -1 : 1;
	if (x->slot != y->slot)
		return x->slot < y->slot ? -1 : 1;
	return x->seed < y->seed ? -1 : x->seed > y->seed;
}

/* One pass over all slots: what is stored into a named object, or the rest. */
static void collect_fillers(struct collect *c, uint8_t *count, int named)
{
	const struct graph *g = c->g;

	for (size_t i = 0; i < g->slots.n; i++) {
		const seed_set *all = graph_slot_seeds(g, &g->slots.v[i]);

		for (size_t k = 0; k < all->n; k++) {
			const struct seed *d = &g->seeds.v[all->v[k]];

			if (!d->fn || count[d->fn] >= MAX_FILLS ||
			    owner_is_known(&d->owner) != named)
				continue;
			count[d->fn]++;
			vec_push(
				&c->fillers,
				(struct filler){d->fn, (uint32_t)i, all->v[k]});
		}
	}
}

static void find_fillers(struct collect *c)
{
	const struct graph *g = c->g;
	uint8_t *count = mem_zeroed(g->funcs.n, 1);
	size_t at = 0;

	collect_fillers(c, count, 1);
	collect_fillers(c, count, 0);
	free(count);
	if (c->fillers.n)
		qsort(c->fillers.v, c->fillers.n, sizeof(*c->fillers.v),
		      by_function);
	c->fill_at = mem_zeroed(g->funcs.n, sizeof(*c->fill_at));
	for (func_t fn = 0; fn <= g->funcs.n; fn++) {
		while (at < c->fillers.n && c->fillers.v[at].fn < fn)
			at++;
		c->fill_at[fn] = (uint32_t)at;
	}
}

static int by_caller(const void *a, const void *b)
{
	const struct stray *x = a, *y = b;
	const uint32_t p[] = {x->from, x->instr, x->to, x->kind, x->seed};
	const uint32_t q[] = {y->from, y->instr, y->to, y->kind, y->seed};

	for (size_t i = 0; i < 5; i++)
		if (p[i] != q[i])
			return p[i] < q[i] ? -1 : 1;
	return 0;
}

static void find_strays(struct collect *c)
{
	const struct solver *s = c->s;
	size_t kept = 0;

	for (state_t i = 1; i < s->states.n; i++) {
		const struct state *st = s->states.v[i];

		for (size_t k = 0; k < st->out.n; k++) {
			const struct edge_out *e = &st->out.v[k];

			if (e->kind != EDGE_WAKE && e->kind != EDGE_CALLBACK)
				continue;
			vec_push(&c->strays,
				 (struct stray){st->fn, s->states.v[e->to]->fn,
						e->instr, e->seed, e->kind});
		}
	}
	if (c->strays.n)
		qsort(c->strays.v, c->strays.n, sizeof(*c->strays.v),
		      by_caller);
	for (size_t i = 0; i < c->strays.n; i++)
		if (!kept || by_caller(&c->strays.v[kept - 1], &c->strays.v[i]))
			c->strays.v[kept++] = c->strays.v[i];
	c->strays.n = kept;
}

/* An inline function that hands its own parameter on to a hand-off. */
static int wraps_handoff(struct collect *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *p = &f->exprs.v[in->a];

		if (in->op != I_CALL || p->op != E_FUNC || !c->hand[p->num] ||
		    c->hand_arg[p->num] >= in->nargs)
			continue;
		c->hand[fn] = c->hand[p->num];
		p = &f->exprs.v[f->args.v[in->args + c->hand_arg[p->num]]];
		if (p->op == E_PARAM) {
			c->hand_arg[fn] = (uint8_t)p->num;
			return 1;
		}
		c->hand[fn] = NULL;
	}
	return 0;
}

static void find_handoffs(struct collect *c)
{
	int again = 1;

	c->hand = mem_zeroed(c->g->funcs.n, sizeof(*c->hand));
	c->hand_arg = mem_zeroed(c->g->funcs.n, 1);
	for (func_t fn = 1; fn < c->g->funcs.n; fn++) {
		const struct rule *r = fn_rule(c->k, fn, RULE_handoff);

		if (r && r->key[KEY_arg].num >= 0) {
			c->hand[fn] = r;
			c->hand_arg[fn] = (uint8_t)r->key[KEY_arg].num;
		}
	}
	for (int round = 0; again && round < 4; round++) {
		again = 0;
		for (func_t fn = 1; fn < c->g->funcs.n; fn++) {
			const struct func *f = c->g->funcs.v[fn].f;

			graph_rest(c->g, fn);
			if (f && (f->flags & F_HEADER) && !c->hand[fn])
				again |= wraps_handoff(c, fn);
		}
	}
}

void calls_begin(struct collect *c)
{
	c->stop = mem_zeroed(c->g->funcs.n, sizeof(*c->stop));
	for (func_t fn = 1; fn < c->g->funcs.n; fn++)
		c->stop[fn] = collect_rule(c, stop_rule(c->k, fn, 0));
	find_handoffs(c);
	find_fillers(c);
	find_strays(c);
}

/* ---- one function ---- */

struct here {
	struct collect *c;
	func_t fn;
	const struct func *f;
	struct exec x;
	struct env e;
	size_t stray; /* the first that is not behind us */
};

static void add_edge(struct here *h, const struct instr *in, func_t to,
		     uint8_t kind, seed_t seed, uint16_t rule)
{
	struct collect *c = h->c;
	struct ans_edge e = {.line = in->line,
			     .kind = kind,
			     .rule = rule,
			     .evidence = collect_evidence(c, seed)};

	if (!c->number[to])
		return;
	e.to = c->number[to] - 1;
	vec_push(&c->out.edges, e);
}

static void add_handoffs(struct here *h, const struct instr *in, func_t fn)
{
	const struct rule *r = h->c->hand[fn];
	targets t = {0};
	val_t v;

	if (!r || h->c->hand_arg[fn] >= in->nargs)
		return;
	v = exec_eval(&h->x, &h->e,
		      h->f->args.v[in->args + h->c->hand_arg[fn]]);
	targets_of_object(&h->x, v, r, &t);
	for (size_t i = 0; i < t.n; i++)
		add_edge(h, in, t.v[i].fn, EDGE_HANDOFF, t.v[i].seed, 0);
	vec_free(&t);
}

/* Where all that is put into a place is known, and is no function, the call
 * cannot happen in this configuration; else a value was lost. */
static enum ans_cause cause_of(const struct collect *c, func_t fn, expr_t place)
{
	const struct expr *p = &c->g->funcs.v[fn].f->exprs.v[place];
	int lost = graph_expr_open(c->g, fn, place);

	switch (p->op) {
	case E_FIELD:
		return lost ? CAUSE_FIELD_VALUE : CAUSE_NEVER_FILLED;
	case E_PARAM: /* or none calls it: calls_end() */
		return lost ? CAUSE_PARAM_VALUE : CAUSE_PARAM_NULL;
	case E_LOCAL:
		return lost ? CAUSE_LOCAL_VALUE : CAUSE_VARIABLE_NULL;
	case E_GLOBAL:
		return lost ? CAUSE_VARIABLE : CAUSE_VARIABLE_NULL;
	case E_CALL:
		return lost ? CAUSE_RESULT : CAUSE_VARIABLE_NULL;
	default:
		return CAUSE_COMPUTED;
	}
}

static void add_targets(struct here *h, const struct instr *in,
			const targets *t, struct ans_pointer *row)
{
	struct collect *c = h->c;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t to = c->number[t->v[i].fn], k = row->edges;

		while (k < c->out.edges.n && c->out.edges.v[k].to + 1 != to)
			k++;
		if (k < c->out.edges.n)
			continue;
		row->weak += (uint32_t)is_weak_target(&h->x, in, t->v[i].fn);
		add_edge(h, in, t->v[i].fn, t->v[i].kind, t->v[i].seed,
			 row->rule ? row->rule
				   : collect_rule(c, stop_rule(c->k, t->v[i].fn,
							       1)));
	}
}

/* One function may be meant for several modules. */
static uint32_t distinct(const targets *t)
{
	uint32_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		size_t k = 0;

		while (t->v[k].fn != t->v[i].fn)
			k++;
		n += k == i;
	}
	return n;
}

/* The ways in which a pointer call is reached: one per module, and per value
 * of the parameter that is called. */
static void count_ways(struct here *h, const struct instr *in,
		       const struct expr *p, struct ans_pointer *row)
{
	struct solver *s = h->c->s;
	const state_t *all;
	size_t n = collect_states(h->c, h->fn, &all);
	VEC(uint64_t) seen = {0};

	for (size_t i = 0; i < n; i++) {
		const struct state *st = s->states.v[all[i]];
		struct exec x = h->x;
		targets t = {0};
		uint64_t key = (uint64_t)st->home << 32;
		size_t k = 0;

		if (!(st->ctx & ~CTX_QUIET))
			continue;
		memcpy(h->e.v, &s->args.v[st->params],
		       h->f->params.n * sizeof(*h->e.v));
		if (p->op == E_PARAM)
			key |= h->e.v[p->num];
		while (k < seen.n && seen.v[k] != key)
			k++;
		if (k < seen.n)
			continue;
		vec_push(&seen, key);
		x.id = all[i];
		x.home = st->home;
		h->e.ctx = st->ctx; /* what is followed depends on it */
		targets_of_call(&x, &h->e, in, &t);
		h->e.ctx = 0;
		add_targets(h, in, &t, row);
		row->ways++;
		row->sum += distinct(&t);
		row->most = distinct(&t) > row->most ? distinct(&t) : row->most;
		vec_free(&t);
	}
	memset(h->e.v, 0, h->f->params.n * sizeof(*h->e.v));
	vec_free(&seen);
}

static void add_pointer(struct here *h, uint32_t instr)
{
	struct collect *c = h->c;
	const struct instr *in = &h->f->instrs.v[instr];
	expr_t place = graph_called(c->g, h->fn, in);
	const struct expr *p = &h->f->exprs.v[place];
	const struct rule *stop = slot_stop(c->k, p);
	uint8_t flags = c->s->flags[c->s->first_instr[h->fn] + instr];
	struct ans_pointer row = {
		.line = in->line,
		.place = collect_str(c, callee_words(&c->m, h->fn, instr)),
		.edges = (uint32_t)c->out.edges.n,
		.rule = collect_rule(c, stop)};
	targets t = {0};

	targets_of_call(&h->x, &h->e, in, &t);
	add_targets(h, in, &t, &row);
	count_ways(h, in, p, &row);
	row.ntargets = (uint32_t)c->out.edges.n - row.edges;
	if (row.ways && flags & (LED_ON | LED_NOWHERE)) /* no dead branch */
		row.flags |= ANS_FOLLOWED;
	if (flags & TOO_WIDE)
		row.flags |= ANS_TOO_WIDE;
	if (!row.ntargets)
		row.cause = (uint8_t)cause_of(c, h->fn, place);
	vec_push(&c->out.pointers, row);
	vec_free(&t);
}

static size_t first_stray(const struct collect *c, func_t fn)
{
	const struct stray want = {.from = fn};

	return first_from(c->strays.v, c->strays.n, sizeof(want), &want,
			  by_caller);
}

/* Instructions come in their order. */
static void add_strays(struct here *h, uint32_t instr)
{
	struct collect *c = h->c;

	for (; h->stray < c->strays.n; h->stray++) {
		const struct stray *x = &c->strays.v[h->stray];

		if (x->from != h->fn || x->instr > instr)
			return;
		if (x->instr == instr)
			add_edge(h, &h->f->instrs.v[instr], x->to, x->kind,
				 x->seed, 0);
	}
}

static void add_call(struct here *h, uint32_t instr)
{
	struct collect *c = h->c;
	const struct instr *in = &h->f->instrs.v[instr];
	const struct expr *p = &h->f->exprs.v[in->a];

	if (p->op == E_FUNC) {
		add_edge(h, in, (func_t)p->num, EDGE_CALL, 0, c->stop[p->num]);
		add_handoffs(h, in, (func_t)p->num);
	} else {
		add_pointer(h, instr);
	}
	add_strays(h, instr);
}

static void add_fills(struct collect *c, func_t fn)
{
	for (uint32_t i = c->fill_at[fn]; i < c->fill_at[fn + 1]; i++) {
		const struct filler *x = &c->fillers.v[i];
		struct ans_fill row = {collect_slot(c, &c->g->slots.v[x->slot]),
				       collect_evidence(c, x->seed)};

		vec_push(&c->out.fills, row);
	}
}

static int is_boundary_only(const struct fn_rules *r)
{
	for (size_t i = 0; i < RULE_KINDS; i++)
		if (r->of[i] && i != RULE_boundary)
			return 0;
	return !r->opens && !r->closes && !r->gives && !r->runs;
}

/* Of what is handed to the function, does nothing count that is a number? */
static int ignores_numbers(struct collect *c, func_t fn, uint32_t arg)
{
	const struct fn_rules *r = fn_all_rules(c->k, fn);
	const struct func *f = c->g->funcs.v[fn].f;

	if (r && !is_boundary_only(r))
		return 0;
	if (!fn_boundary(c->k, fn) &&
	    (may_enter(&c->s->rel, c->g, fn) ||
	     serving_rule(&c->s->rel.serving, c->k, fn)))
		return 0;
	return !f || arg >= f->params.n ||
	       !graph_is_mask(c->g, f->params.v[arg].type);
}

/* __LINE__ as an argument: it changes when the call moves. */
static void note_lines(struct collect *c, const struct gfunc *gf,
		       const struct instr *in)
{
	const struct func *f = gf->f;
	const struct expr *callee = &f->exprs.v[in->a];

	for (uint16_t k = 0; k < in->nargs; k++) {
		const struct expr *e = &f->exprs.v[f->args.v[in->args + k]];

		if (e->op == E_CONST && e->num == in->line &&
		    (callee->op != E_FUNC ||
		     !ignores_numbers(c, (func_t)callee->num, k)))
			c->out.units.v[gf->unit].flags |= ANS_LINES;
	}
}

void calls_of_function(struct collect *c, func_t fn)
{
	const struct gfunc *gf = &c->g->funcs.v[fn];
	struct here h = {.c = c, .fn = fn, .f = gf->f};

	graph_rest(c->g, c->out.funcs.n * 32); /* they lie anywhere */
	add_fills(c, fn);
	if (!gf->f)
		return;
	h.x = (struct exec){.s = c->s, .gf = gf, .f = gf->f};
	h.x.nvals = gf->f->params.n + gf->f->locals.n + gf->f->ncalls;
	h.e.scope = solver_no_scope(c->s);
	h.e.v = mem_zeroed(h.x.nvals, sizeof(*h.e.v)); /* VAL_TOP */
	h.stray = first_stray(c, fn);
	c->s->states.v[0]->fn = fn; /* the state that says nothing */
	for (uint32_t i = 0; i < gf->f->instrs.n; i++) {
		if (gf->f->instrs.v[i].op != I_CALL)
			continue;
		add_call(&h, i);
		if (c->s->flags[c->s->first_instr[fn] + i] & HANDOFF_LOST)
			vec_push(&c->out.lost,
				 (struct ans_lost){c->number[fn] - 1,
						   gf->f->instrs.v[i].line});
		note_lines(c, gf, &gf->f->instrs.v[i]);
	}
	c->s->states.v[0]->fn = 0;
	free(h.e.v);
}

/* ---- afterwards ---- */

static void index_callees(struct collect *c)
{
	struct ans_func *f = c->out.funcs.v;
	uint32_t *at = mem_zeroed(c->n + 2, sizeof(*at));

	for (size_t i = 0; i < c->out.edges.n; i++)
		at[c->out.edges.v[i].to + 1]++;
	for (size_t i = 0; i <= c->n; i++) {
		at[i + 1] += at[i];
		f[i].into = at[i];
	}
	vec_reserve(&c->out.into, c->out.edges.n);
	c->out.into.n = c->out.edges.n;
	for (size_t i = 0; i < c->out.edges.n; i++)
		c->out.into.v[at[c->out.edges.v[i].to]++] = (uint32_t)i;
	free(at);
}

void calls_end(struct collect *c)
{
	const struct ans_func *f = c->out.funcs.v;

	index_callees(c);
	for (size_t i = 0; i < c->n; i++)
		for (uint32_t k = f[i].pointers; k < f[i + 1].pointers; k++) {
			uint8_t *cause = &c->out.pointers.v[k].cause;

			if ((*cause == CAUSE_PARAM_VALUE ||
			     *cause == CAUSE_PARAM_NULL) &&
			    f[i].into == f[i + 1].into)
				*cause = CAUSE_NO_CALLERS;
		}
}
