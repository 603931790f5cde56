// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions that open a region are entered with nothing forbidden and in no
 * scope. One that leaves the region open for its caller makes the caller one
 * of them. If these alone call one, by name and in a scope, that is how it is
 * entered: a queue that is frozen is quiesced as well.
 */
#include "analysis/regions.h"
#include "analysis/exec.h"
#include "analysis/setup.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* A call of what may open a region. */
struct call {
	func_t caller, callee;
};

enum part {
	BARRED = 1,  /* no region of its own is looked for */
	OPENS = 2,   /* it, or what it calls, opens one */
	ENTERED = 4, /* so, or by such functions alone and in a scope */
	TAKEN = 8,   /* its address is: anybody may call it */
	CALLED = 16, /* by another function, by name */
	STRAY = 32,  /* by one that is none of those looked for */
	CLOSES = 64, /* it calls what closes a region */
	INSIDE = 128 /* entered by those that open one, or not at all */
};

struct regions {
	struct solver *s;
	uint8_t *part;	  /* func_t -> enum part bits */
	uint8_t *openers; /* func_t -> it opens a region for its caller */
	VEC(struct call) calls;
};

/* A device that is only being made has no I/O that the region could hold back.
 */
static int is_barred(const struct solver *s, func_t fn)
{
	const struct func *f = s->g->funcs.v[fn].f;

	return !f || (f->flags & F_INIT) ||
	       !(s->rel.reach[fn] & REACH_REGION) ||
	       s->rel.setup[fn] == SETUP_BEGINS || fn_boundary(s->k, fn);
}

static void find_calls(struct regions *r, func_t fn)
{
	const struct solver *s = r->s;
	const struct func *f = s->g->funcs.v[fn].f;

	for (size_t i = 0; f && i < f->instrs.n; i++) {
		const struct expr *c = &f->exprs.v[f->instrs.v[i].a];
		const struct fn_rules *rules;
		func_t to = (func_t)c->num;

		if (f->instrs.v[i].op != I_CALL || c->op != E_FUNC)
			continue;
		if (r->openers[to] || s->rel.reach[to] & REACH_REGION)
			vec_push(&r->calls, (struct call){fn, to});
		rules = fn_all_rules(s->k, to);
		if (rules && rules->closes)
			r->part[fn] |= CLOSES;
	}
}

static void regions_begin(struct regions *r, struct solver *s)
{
	const struct graph *g = s->g;

	*r = (struct regions){.s = s,
			      .part = mem_zeroed(g->funcs.n, 1),
			      .openers = mem_zeroed(g->funcs.n, 1)};
	for (func_t fn = 1; fn < g->funcs.n; fn++) {
		const struct fn_rules *rules = fn_all_rules(s->k, fn);

		r->openers[fn] = rules && rules->opens;
		if (r->openers[fn] || is_barred(s, fn))
			r->part[fn] = BARRED;
	}
	for (size_t i = 1; i < g->seeds.n; i++)
		r->part[g->seeds.v[i].fn] |= TAKEN;
	for (func_t fn = 1; fn < g->funcs.n; fn++) {
		graph_rest(g, fn);
		find_calls(r, fn);
	}
}

/* Return: 1 if there is one more that opens a region. */
static int find_openers(struct regions *r)
{
	int found = 0;

	for (size_t i = 0; i < r->calls.n; i++) {
		uint8_t *caller = &r->part[r->calls.v[i].caller];

		if (!r->openers[r->calls.v[i].callee] ||
		    *caller & (BARRED | OPENS))
			continue;
		*caller |= OPENS;
		found = 1;
	}
	return found;
}

/* What is called, and what somebody calls who has not the bit @by. */
static void look_at_callers(struct regions *r, uint8_t by)
{
	for (func_t fn = 1; fn < r->s->g->funcs.n; fn++)
		r->part[fn] &= (uint8_t) ~(CALLED | STRAY);
	for (size_t i = 0; i < r->calls.n; i++) {
		const struct call *c = &r->calls.v[i];

		if (c->caller == c->callee)
			continue;
		r->part[c->callee] |= CALLED;
		if (!(r->part[c->caller] & by))
			r->part[c->callee] |= STRAY;
	}
}

static void start_region(struct regions *r, func_t fn)
{
	struct solver *s = r->s;
	state_t id = state_enter(s, fn, s->g->funcs.v[fn].home,
				 solver_no_scope(s), 0, NULL, 0);

	s->states.v[id]->root = 1;
	r->part[fn] |= ENTERED;
}

static int is_new(const struct regions *r, func_t fn)
{
	return (r->part[fn] & (OPENS | ENTERED)) == OPENS;
}

/* Some are called by name, and not but by what opens a region or by each other.
 */
static void find_inside(struct regions *r)
{
	size_t nfuncs = r->s->g->funcs.n;
	int fewer = 1;

	look_at_callers(r, 0);
	for (func_t fn = 1; fn < nfuncs; fn++)
		if (r->part[fn] & OPENS ||
		    (r->part[fn] & (BARRED | TAKEN | CALLED)) == CALLED)
			r->part[fn] |= INSIDE;
	while (fewer) {
		fewer = 0;
		look_at_callers(r, INSIDE);
		for (func_t fn = 1; fn < nfuncs; fn++)
			if ((r->part[fn] & (INSIDE | OPENS | STRAY)) ==
			    (INSIDE | STRAY)) {
				r->part[fn] &= (uint8_t)~INSIDE;
				fewer = 1;
			}
	}
}

/* Those that somebody else may call. */
static void start_outer(struct regions *r)
{
	find_inside(r);
	for (func_t fn = 1; fn < r->s->g->funcs.n; fn++)
		if (is_new(r, fn) &&
		    (r->part[fn] & (CALLED | TAKEN | STRAY)) != CALLED)
			start_region(r, fn);
}

/* It has been entered, and never without a scope. */
static int is_in_scope(const struct solver *s, func_t fn)
{
	state_t id = s->last_of[fn];

	for (; id; id = s->states.v[id]->same)
		if (!s->scopes[s->states.v[id]->scope].ones)
			return 0;
	return s->last_of[fn] != 0;
}

static void enter_inner(struct regions *r, func_t fn)
{
	if (!(r->part[fn] & OPENS) || is_in_scope(r->s, fn))
		r->part[fn] |= ENTERED;
	else
		start_region(r, fn);
}

/* Callers first; those that are left only call each other. */
static void start_others(struct regions *r)
{
	size_t nfuncs = r->s->g->funcs.n;
	int grew = 1;

	while (grew) {
		grew = 0;
		look_at_callers(r, ENTERED);
		for (func_t fn = 1; fn < nfuncs; fn++)
			if ((r->part[fn] & (INSIDE | ENTERED | STRAY)) ==
			    INSIDE) {
				enter_inner(r, fn);
				grew = 1;
			}
	}
	for (func_t fn = 1; fn < nfuncs; fn++)
		if (is_new(r, fn))
			start_region(r, fn);
}

uint8_t region_left_open(const struct state *st, uint8_t before)
{
	uint8_t open = 0xff;

	for (size_t k = 0; k < st->exits.n; k++)
		open &= st->exits.v[k].ctx;
	return open & (uint8_t)~before & (uint8_t)~CTX_QUIET;
}

static int leaves_region_open(const struct solver *s, func_t fn)
{
	const struct state *first = NULL;

	for (state_t i = s->last_of[fn]; i; i = s->states.v[i]->same)
		if (!s->states.v[i]->ctx)
			first = s->states.v[i];
	return first && first->exits.n && region_left_open(first, 0);
}

/* Which of those that were entered leave a region open for their callers? */
static void find_helpers(struct regions *r)
{
	for (func_t fn = 1; fn < r->s->g->funcs.n; fn++)
		if (r->part[fn] & ENTERED)
			r->openers[fn] = (uint8_t)leaves_region_open(r->s, fn);
}

/* Those that close none: it is they that do, as a rule. */
static void start_helpers(struct regions *r)
{
	for (func_t fn = 1; fn < r->s->g->funcs.n; fn++)
		if (is_new(r, fn) && !(r->part[fn] & CLOSES))
			start_region(r, fn);
	find_helpers(r);
}

void start_regions(struct solver *s)
{
	struct regions r;

	regions_begin(&r, s);
	while (find_openers(&r)) {
		start_helpers(&r);
		while (find_openers(&r))
			start_helpers(&r);
		start_outer(&r);
		start_others(&r);
		find_helpers(&r);
	}
	vec_free(&r.calls);
	free(r.openers);
	free(r.part);
}
