// SPDX-License-Identifier: GPL-2.0-only
/*
 * A guard is a test of a pointer in a member, behind which a call's result is
 * put into that same member. It is closed on the path if
 *  - a function that set-up runs fills the member,
 *  - nothing on the path empties it, or gives its address away,
 *  - no object of its struct is made on the path (that one is empty still).
 * Lazy allocation that only the path does is no guard: it is the path's. Nor
 * is any flag: `if (!x->dead) x->dead = true;` looks the same, and set-up can
 * fail as well. Those that are guards are latches (latch.h).
 */
#include "analysis/settled.h"
#include "analysis/continues.h"
#include "analysis/latch.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ROUNDS 3  /* what is cut makes more settled */
#define MAX_CALLEES 2 /* calls between a guard and what fills the member */

/* ---- guards ---- */

/* What a local stands for where it is tested: what it was given in the same
 * block, or the only thing that it is ever given. */
static expr_t copied_value(const struct func *f, const struct block *at,
			   int64_t local)
{
	expr_t value;
	size_t n;

	value = given_value(f, at->instrs, at->instrs + at->ninstrs, local, &n);
	return n ? value : given_value(f, 0, (uint32_t)f->instrs.n, local, &n);
}

/* `!x`, `x == 0`, `x != 0` down to x; *@yes is flipped by what negates. 0: it
 * is compared with something else. */
static expr_t without_not(const struct func *f, expr_t id, uint32_t *yes)
{
	const struct expr *e = &f->exprs.v[id];

	while (e->op == E_LNOT || e->op == E_EQ || e->op == E_NE) {
		const struct expr *b = &f->exprs.v[e->b];

		if (e->op != E_LNOT && (b->op != E_CONST || b->num))
			return 0;
		*yes ^= e->op != E_NE;
		id = e->a;
		e = &f->exprs.v[id];
	}
	return id;
}

/*
 * The member that a condition asks for being set, or having one of *@bits set;
 * *@yes: the edge if it is.
 */
static const struct expr *asked_member(const struct func *f,
				       const struct block *at, uint32_t *yes,
				       uint64_t *bits)
{
	expr_t id;
	const struct expr *e;

	*yes = 0;
	*bits = WHOLE_FLAG;
	id = without_not(f, at->value, yes);
	e = &f->exprs.v[id];
	if (e->op == E_LOCAL) { /* new = !x->p; if (new) */
		id = without_not(f, copied_value(f, at, e->num), yes);
		e = &f->exprs.v[id];
	}
	if (e->op == E_AND && f->exprs.v[e->b].op == E_CONST) {
		*bits = (uint64_t)f->exprs.v[e->b].num;
		id = e->a;
	}
	e = &f->exprs.v[id];
	if (e->op == E_INDEX && f->exprs.v[e->b].op != E_CONST)
		return NULL; /* set-up has filled some, not each */
	return member_of(f, id);
}

/* A call's result that is a pointer; the type of an element is not known. */
static int stores_made(const struct filled *c, const struct func *f,
		       const struct instr *in)
{
	return is_pointer(sym_str(in->sig)[0] ? in->sig
					      : result_type(c->g, f, in->b)) &&
	       is_result(f, in->b);
}

static int fills(const struct filled *c, func_t fn, uint32_t from, uint32_t n,
		 const struct expr *member, int depth)
{
	const struct func *f = c->g->funcs.v[fn].f;

	for (uint32_t i = from; i < from + n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *p = &f->exprs.v[in->a];
		const struct func *callee;

		if (in->op == I_STORE) {
			if (same_member(member, member_of(f, in->a)) &&
			    stores_made(c, f, in))
				return 1;
			continue;
		}
		callee = p->op == E_FUNC ? c->g->funcs.v[p->num].f : NULL;
		if (callee && depth < MAX_CALLEES &&
		    c->g->funcs.v[p->num].home == c->g->funcs.v[fn].home &&
		    fills(c, (func_t)p->num, 0, (uint32_t)callee->instrs.n,
			  member, depth + 1))
			return 1;
	}
	return 0;
}

/* Is the member filled behind the edge to @at, and nowhere else? What is filled
 * before it is tested is no guard. */
static int is_guard(const struct filled *c, func_t fn, uint32_t at,
		    uint32_t test, const struct expr *member)
{
	const struct func *f = c->g->funcs.v[fn].f;
	uint8_t *behind = blocks_behind(f, at, test);
	int inside = 0, outside = 0;

	for (uint32_t i = 0; i < f->blocks.n; i++) {
		const struct block *b = &f->blocks.v[i];

		if (behind[i])
			inside |=
				fills(c, fn, b->instrs, b->ninstrs, member, 0);
		else
			outside |= fills(c, fn, b->instrs, b->ninstrs, member,
					 MAX_CALLEES);
	}
	free(behind);
	return inside && !outside;
}

/* The member that a branch asks for. */
static const struct expr *guarded_member(const struct func *f,
					 const struct block *b, uint32_t *yes,
					 uint64_t *bits)
{
	const struct expr *m =
		b->term == T_BRANCH ? asked_member(f, b, yes, bits) : NULL;

	/* BUG_ON(x->p) knows that it is empty each time */
	if (!m || f->blocks.v[f->edges.v[b->edges + *yes].block].term == T_STOP)
		return NULL;
	return m;
}

static void ask(struct filled *c, func_t fn, uint32_t block)
{
	const struct func *f = c->g->funcs.v[fn].f;
	uint64_t bits;
	uint32_t yes;
	const struct expr *m =
		guarded_member(f, &f->blocks.v[block], &yes, &bits);

	if (m)
		filled_ask(c, (struct member_id){m->name, m->field});
}

/* Does the branch ask for what set-up fills? The other edge is closed then, as
 * long as nothing on the path empties the member. */
static void propose(struct filled *c, func_t fn, uint32_t block)
{
	const struct func *f = c->g->funcs.v[fn].f;
	const struct block *b = &f->blocks.v[block];
	const struct expr *member;
	struct closed x = {.fn = fn, .block = block};
	uint32_t yes;

	member = guarded_member(f, b, &yes, &x.bits);
	if (!member)
		return;
	x.strct = member->name;
	x.field = member->field;
	x.edge = !yes;
	if (!filled_once(c, (struct member_id){x.strct, x.field}))
		return;
	if (latch_propose(c, &x, member)) {
		vec_push(&c->closed, x);
	} else if (x.bits == WHOLE_FLAG &&
		   is_guard(c, fn, f->edges.v[b->edges + x.edge].block, block,
			    member)) {
		x.bits = 0;
		vec_push(&c->closed, x);
	}
}

static void each_branch(struct filled *c,
			void (*each)(struct filled *c, func_t fn,
				     uint32_t block))
{
	for (func_t fn = 1; fn < c->g->funcs.n; fn++) {
		const struct func *f = c->g->funcs.v[fn].f;

		graph_rest(c->g, fn);
		for (uint32_t at = 0; c->s->nstates_of[fn] && at < f->blocks.n;
		     at++)
			each(c, fn, at);
	}
}

static int holds(const struct filled *c, const struct closed *x)
{
	return x->bits ? latch_holds(c, x)
		       : filled_for_good(
				 c, (struct member_id){x->strct, x->field});
}

/*
 * What empties a member only behind a guard that is closed never runs. So all
 * guards are taken for closed first; those that what still runs contradicts are
 * opened, until none is.
 */
static void settle(struct filled *c)
{
	size_t kept = 0, n;

	do {
		filled_path(c);
		n = c->closed.n;
		kept = 0;
		for (size_t i = 0; i < n; i++) {
			struct closed x = c->closed.v[i];

			if (holds(c, &x))
				c->closed.v[kept++] = x;
		}
		c->closed.n = kept;
	} while (kept < n);
}

/* ---- taking away ---- */

static int prune_state(struct solver *s, struct state *st, const uint8_t *live)
{
	size_t nout = 0, nsites = 0;
	int pruned;

	for (size_t i = 0; i < st->out.n; i++) {
		if (live[st->out.v[i].instr])
			st->out.v[nout++] = st->out.v[i];
		else
			solver_flag(s, st->fn, st->out.v[i].instr, CUT);
	}
	for (size_t i = 0; i < st->sites.n; i++) {
		if (live[st->sites.v[i].instr])
			st->sites.v[nsites++] = st->sites.v[i];
		else
			solver_flag(s, st->fn, st->sites.v[i].instr, CUT);
	}
	pruned = nout < st->out.n || nsites < st->sites.n;
	st->out.n = nout;
	st->sites.n = nsites;
	return pruned;
}

static int prune_function(struct filled *c, func_t fn, const state_t *ids,
			  size_t n)
{
	int pruned = 0;

	for (size_t i = 0; c->live[fn] && i < n; i++)
		pruned |=
			prune_state(c->s, c->s->states.v[ids[i]], c->live[fn]);
	return pruned;
}

/* States by function: all of one are pruned alike. */
static int prune_all(struct filled *c)
{
	const struct solver *s = c->s;
	uint32_t *first = mem_zeroed(c->g->funcs.n + 2, sizeof(*first));
	state_t *ids = mem_zeroed(s->states.n, sizeof(*ids));
	int pruned = 0;

	for (state_t i = 1; i < s->states.n; i++)
		first[s->states.v[i]->fn + 1]++;
	for (size_t fn = 1; fn < c->g->funcs.n + 2; fn++)
		first[fn] += first[fn - 1];
	for (state_t i = (state_t)s->states.n; i-- > 1;)
		ids[--first[s->states.v[i]->fn + 1]] = i;
	for (func_t fn = 1; fn < c->g->funcs.n; fn++) {
		size_t n = s->nstates_of[fn];

		graph_rest(c->g, fn);
		if (n && c->path[fn])
			pruned |= prune_function(c, fn, ids + first[fn + 1], n);
	}
	free(first);
	free(ids);
	return pruned;
}

/* Guards do not change: what is cut only makes more of them settled. */
static int prune_round(struct filled *c, const struct closed *guards, size_t n)
{
	vec_clear(&c->closed);
	for (size_t i = 0; i < n; i++)
		vec_push(&c->closed, guards[i]);
	settle(c);
	return prune_all(c);
}

void settled_prune(struct solver *s)
{
	struct filled c;
	struct closed *guards;
	size_t n;

	filled_begin(&c, s);
	each_branch(&c, ask);
	filled_setup(&c);
	each_branch(&c, propose);
	latch_find_clears(&c);
	guards = c.closed.v;
	n = c.closed.n;
	memset(&c.closed, 0, sizeof(c.closed));
	for (int round = 0; round < MAX_ROUNDS && prune_round(&c, guards, n);
	     round++) {
		continues_mark(s);
		filled_forget_ways(&c);
	}
	vec_release(guards);
	filled_end(&c);
}
