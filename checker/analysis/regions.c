// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions that open a region are entered with nothing forbidden and in no
 * scope. One that leaves the region open for its caller makes the caller one
 * of them. If these alone call one, by name and in a scope or in their region,
 * that is how it is entered: a queue that is frozen is quiesced as well.
 */
#include "analysis/regions.h"
#include "analysis/ends.h"
#include "analysis/exec.h"
#include "analysis/setup.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is open ---- */

static size_t number(const struct knowledge *k, const struct rule *r)
{
	size_t i = 0;

	while (i < k->nregions && k->regions[i].rule != r)
		i++;
	return i;
}

/* Of the regions open in @ctx, those of a context. */
static ctx_t open_of(const struct knowledge *k, int context, ctx_t ctx)
{
	ctx_t all = 0;

	for (size_t i = 0; i < k->nregions; i++)
		if (k->regions[i].context == context)
			all |= CTX_OPEN(i);
	return ctx & all;
}

static ctx_t opened(const struct knowledge *k, const struct rule *r, ctx_t ctx)
{
	size_t i = number(k, r);
	int n;

	if (i == k->nregions) /* its context was not asked for */
		return ctx;
	n = k->regions[i].context;
	return ctx >> n & 1 ? ctx : ctx | CTX_REGION(n) | CTX_OPEN(i);
}

static ctx_t closed(const struct knowledge *k, const struct rule *r, ctx_t ctx)
{
	size_t i = number(k, r);
	int n;

	if (i == k->nregions)
		return ctx;
	n = k->regions[i].context;
	ctx &= ~CTX_OPEN(i);
	return open_of(k, n, ctx) ? ctx : ctx & ~CTX_REGION(n);
}

ctx_t region_call(const struct knowledge *k, struct region_ends ends, ctx_t ctx)
{
	if (ends.opens)
		ctx = opened(k, ends.opens, ctx);
	if (ends.closes)
		ctx = closed(k, ends.closes, ctx);
	return ctx;
}

ctx_t region_inside(const struct solver *s, func_t fn, ctx_t ctx)
{
	return s->rel.reach[fn] & REACH_REGION ? ctx : ctx & ~CTX_OPENED;
}

/* Does what would have to wait in its region fail instead? */
static int drains(const struct solver *s, func_t fn)
{
	const struct fn_rules *r = fn_all_rules(s->k, fn);

	return r && r->drains;
}

/* Does what is returned there tell one way out from the other? */
static int are_told_apart(const struct exit_state *x,
			  const struct exit_state *y)
{
	int truth = val_truth(x->value);

	return truth >= 0 && val_truth(y->value) == !truth;
}

/* What every way out of @st leaves open that its caller cannot tell from @exit,
 * and was not open @before. */
static ctx_t left_open(const struct solver *s, const struct state *st,
		       const struct exit_state *exit, ctx_t before)
{
	ctx_t open = drains(s, st->fn) ? 0 : ~(ctx_t)0;

	for (size_t k = 0; k < st->exits.n; k++)
		if (!are_told_apart(exit, &st->exits.v[k]))
			open &= st->exits.v[k].ctx;
	return open & ~before & ~CTX_QUIET;
}

/* A function that opens a region and closes it leaves that of its caller open:
 * who freezes a queue that is frozen counts. (If a scope ends with it, that is
 * not counted, and nothing is said.) */
static ctx_t nested(const struct solver *s, const struct state *callee,
		    const struct exit_state *exit, ctx_t lost)
{
	const struct func *f = s->g->funcs.v[callee->fn].f;
	ctx_t own = 0;

	if (s->scopes[callee->scope].ones & ~s->scopes[exit->scope].ones)
		return 0;
	for (size_t i = 0; lost && f && i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *c = &f->exprs.v[in->a];
		const struct rule *r;

		if (in->op != I_CALL || c->op != E_FUNC)
			continue;
		r = region_ends(s->k, (func_t)c->num, f, in).opens;
		if (r && number(s->k, r) < s->k->nregions)
			own |= CTX_OPEN(number(s->k, r));
	}
	return lost & own;
}

/* With what is forbidden in a region that is open. */
static ctx_t with_contexts(const struct knowledge *k, ctx_t ctx)
{
	for (size_t i = 0; i < k->nregions; i++)
		if (ctx & CTX_OPEN(i))
			ctx |= CTX_REGION(k->regions[i].context);
	return ctx;
}

ctx_t region_after(const struct solver *s, const struct state *callee,
		   const struct exit_state *exit, ctx_t before)
{
	const struct knowledge *k = s->k;
	ctx_t after = exit->ctx & (before | left_open(s, callee, exit, before));

	after |= with_contexts(
		k, nested(s, callee, exit, before & ~after & CTX_OPENED));
	if (callee->ctx == before)
		return after;
	for (int n = 0; n < (int)k->ncontexts; n++)
		if (after & CTX_REGION(n))
			after |= open_of(k, n, before);
	return after;
}

/* ---- where they begin ---- */

/* A call of what may open a region; callee 0: it takes a lock. */
struct call {
	func_t caller, callee;
	const struct rule *lock; /* the region of the lock */
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
static int sets_up(const struct solver *s, func_t fn)
{
	const struct func *f = s->g->funcs.v[fn].f;

	return (f && (f->flags & F_INIT)) || s->rel.setup[fn] == SETUP_BEGINS;
}

static int opens_none(const struct solver *s, func_t fn)
{
	return !s->g->funcs.v[fn].f || sets_up(s, fn) ||
	       !(s->rel.reach[fn] & REACH_REGION) || drains(s, fn);
}

static int is_barred(const struct solver *s, func_t fn)
{
	return opens_none(s, fn) || fn_boundary(s->k, fn);
}

/* A lock of several devices. */
static int is_shared(const struct rule *region)
{
	return region && region->key[KEY_serves].set;
}

static void find_calls(struct regions *r, func_t fn)
{
	const struct solver *s = r->s;
	const struct func *f = s->g->funcs.v[fn].f;

	for (size_t i = 0; f && i < f->instrs.n; i++) {
		const struct expr *c = &f->exprs.v[f->instrs.v[i].a];
		struct region_ends ends;
		func_t to = (func_t)c->num;

		if (f->instrs.v[i].op != I_CALL || c->op != E_FUNC)
			continue;
		ends = region_ends(s->k, to, f, &f->instrs.v[i]);
		if (r->openers[to] || s->rel.reach[to] & REACH_REGION)
			vec_push(&r->calls, (struct call){fn, to, NULL});
		else if (ends.opens)
			vec_push(&r->calls, (struct call){fn, 0, ends.opens});
		if (ends.closes)
			r->part[fn] |= CLOSES;
	}
}

static void regions_begin(struct regions *r, struct solver *s)
{
	const struct graph *g = s->g;

	*r = (struct regions){.s = s,
			      .part = mem_zeroed(g->funcs.n, 1),
			      .openers = mem_zeroed(g->funcs.n, 1)};
	r->openers[0] = 1;
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

/* What is not followed is so for the sake of a device that has no I/O: others
 * that share its lock have. */
static int opens(const struct regions *r, const struct call *c)
{
	uint8_t caller = r->part[c->caller];

	if (!r->openers[c->callee] || caller & OPENS)
		return 0;
	return !(caller & BARRED) ||
	       (is_shared(c->lock) && !r->openers[c->caller] &&
		!opens_none(r->s, c->caller));
}

/* Return: 1 if there is one more that opens a region. */
static int find_openers(struct regions *r)
{
	int found = 0;

	for (size_t i = 0; i < r->calls.n; i++)
		if (opens(r, &r->calls.v[i])) {
			r->part[r->calls.v[i].caller] |= OPENS;
			found = 1;
		}
	return found;
}

/* What is called, and what somebody calls who has not the bit @by. What
 * sets up a device or is not followed does not count. */
static void look_at_callers(struct regions *r, uint8_t by)
{
	for (func_t fn = 1; fn < r->s->g->funcs.n; fn++)
		r->part[fn] &= (uint8_t) ~(CALLED | STRAY);
	for (size_t i = 0; i < r->calls.n; i++) {
		const struct call *c = &r->calls.v[i];

		if (c->caller == c->callee || sets_up(r->s, c->caller) ||
		    fn_boundary(r->s->k, c->caller))
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

/* Is all in force already that a region could bring? */
static int is_forbidden(const struct solver *s, ctx_t ctx)
{
	for (size_t i = 0; i < s->k->nregions; i++)
		if (!(CTX_FORBIDDEN(ctx) >> s->k->regions[i].context & 1))
			return 0;
	return 1;
}

/* It has been entered in a region and in no scope, so that all is seen that its
 * own region could show; or never without a scope. */
static int is_looked_at(const struct solver *s, func_t fn)
{
	int bare = 0;

	for (state_t id = s->last_of[fn]; id; id = s->states.v[id]->same) {
		const struct state *st = s->states.v[id];

		if (s->scopes[st->scope].ones)
			continue;
		if (is_forbidden(s, st->ctx))
			return 1;
		bare = 1;
	}
	return s->last_of[fn] && !bare;
}

static void enter_inner(struct regions *r, func_t fn)
{
	if (!(r->part[fn] & OPENS) || is_looked_at(r->s, fn))
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

static int leaves_region_open(const struct solver *s, func_t fn)
{
	const struct state *first = NULL;

	for (state_t i = s->last_of[fn]; i; i = s->states.v[i]->same)
		if (!s->states.v[i]->ctx)
			first = s->states.v[i];
	for (size_t k = 0; first && k < first->exits.n; k++) {
		const struct exit_state *exit = &first->exits.v[k];

		if (exit->ctx & left_open(s, first, exit, 0))
			return 1;
	}
	return 0;
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

/* ---- what is said of those who open them ---- */

/* Whatever region opens there, is it unlikely to be waited for? The power
 * management has seen to it, or nobody is left. (An entry that is on the I/O
 * path at times only says nothing of a region: its own I/O waits for it.) */
static int is_doubted(const struct solver *s, func_t fn)
{
	const struct rule *r = s->spoken[fn];

	return r && r->key[KEY_confidence].set &&
	       (r->kind == RULE_boundary ||
		!strcmp(sym_str(r->key[KEY_serves].str), "pm"));
}

/* What is not followed says nothing of a function that an entry speaks of. */
static void add_boundary(struct solver *s, const struct rule *r)
{
	seed_set all = {0};

	rule_seeds(s->k, r, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct rule **to = &s->spoken[s->g->seeds.v[all.v[i]].fn];

		if (!*to)
			*to = r;
	}
	vec_free(&all);
}

/* Of several entries a sure one counts. */
static void find_spoken(struct solver *s)
{
	const struct rule *r = NULL;

	for (state_t i = 1; i < s->states.n; i++) {
		const struct rule *entry = s->states.v[i]->entry;
		const struct rule **to = &s->spoken[s->states.v[i]->fn];

		if (entry && (!*to || ((*to)->key[KEY_confidence].set &&
				       !entry->key[KEY_confidence].set)))
			*to = entry;
	}
	while ((r = rule_next(s->k->rules, RULE_boundary, r)))
		if (r->key[KEY_confidence].set)
			add_boundary(s, r);
}

/* Who is called by name, and by none but such as are on the I/O path at times,
 * is there at times. Return: 1 if there is one more. */
static int hand_down(struct regions *r, const struct rule **by, uint8_t *sure)
{
	const struct rule **spoken = r->s->spoken;
	size_t nfuncs = r->s->g->funcs.n;
	int grew = 0;

	memset(by, 0, nfuncs * sizeof(*by));
	memset(sure, 0, nfuncs);
	for (size_t i = 0; i < r->calls.n; i++) {
		const struct call *c = &r->calls.v[i];

		if (c->caller == c->callee || sets_up(r->s, c->caller))
			continue;
		if (is_doubted(r->s, c->caller))
			by[c->callee] = spoken[c->caller];
		else
			sure[c->callee] = 1;
	}
	for (func_t fn = 1; fn < nfuncs; fn++) {
		if (!by[fn] || sure[fn] || spoken[fn] || r->part[fn] & TAKEN)
			continue;
		spoken[fn] = by[fn];
		grew = 1;
	}
	return grew;
}

/* The region that a call opens by itself, or NULL. */
static const struct rule *region_of_call(const struct regions *r,
					 const struct call *c)
{
	const struct fn_rules *rules = fn_all_rules(r->s->k, c->callee);

	return c->lock ? c->lock : rules ? rules->opens : NULL;
}

/* Return: 1 if more is known of who opens a region that is doubtful, and of who
 * opens another. */
static int hand_up(const struct regions *r, const struct rule **by,
		   uint8_t *sure)
{
	int grew = 0;

	for (size_t i = 0; i < r->calls.n; i++) {
		const struct call *c = &r->calls.v[i];
		const struct rule *region = region_of_call(r, c);
		int is_sure = region && !region->key[KEY_confidence].set;

		if (!region && r->openers[c->callee]) { /* a helper */
			is_sure = sure[c->callee];
			region = by[c->callee];
		}
		if (is_sure && !sure[c->caller])
			grew = sure[c->caller] = 1;
		if (region && !is_sure && !by[c->caller]) {
			by[c->caller] = region;
			grew = 1;
		}
	}
	return grew;
}

/* Who opens but such regions as a rule doubts. */
static void find_doubtful(struct regions *r, const struct rule **by,
			  uint8_t *sure)
{
	size_t nfuncs = r->s->g->funcs.n;

	memset(by, 0, nfuncs * sizeof(*by));
	memset(sure, 0, nfuncs);
	while (hand_up(r, by, sure))
		;
	for (func_t fn = 1; fn < nfuncs; fn++)
		if (by[fn] && !sure[fn] && !r->s->spoken[fn])
			r->s->spoken[fn] = by[fn];
}

static void note_spoken(struct regions *r)
{
	size_t nfuncs = r->s->g->funcs.n;
	const struct rule **by = mem_zeroed(nfuncs, sizeof(*by));
	uint8_t *sure = mem_zeroed(nfuncs, 1);

	find_spoken(r->s);
	while (hand_down(r, by, sure))
		;
	find_doubtful(r, by, sure);
	free(by);
	free(sure);
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
	note_spoken(&r);
	vec_free(&r.calls);
	free(r.openers);
	free(r.part);
}
