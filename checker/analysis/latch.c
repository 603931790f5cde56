// SPDX-License-Identifier: GPL-2.0-only
/*
 * A flag that is set when something has failed, or while something runs, looks
 * like a latch but for one thing: a latch is set only on the way where calls
 * behind its test have returned what they should. Flags are also what interrupt
 * handlers and administrators change, whom no path shows: whatever clears a
 * latch has to be a function that set-up calls by name, to undo its own work.
 */
#include "analysis/latch.h"
#include "analysis/setup.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NESTED 6 /* operators around a value */

static uint64_t ones_of(const struct func *f, const struct expr *member,
			expr_t value, uint64_t before, int depth)
{
	const struct expr *e = &f->exprs.v[value];
	uint64_t first, second;

	if (depth > MAX_NESTED)
		return 0;
	switch (e->op) {
	case E_CONST:
		return (uint64_t)e->num;
	case E_FIELD:
		return same_member(member, e) ? before : 0;
	case E_OR:
	case E_AND:
	case E_COND:
		first = ones_of(f, member, e->op == E_COND ? e->c : e->a,
				before, depth + 1);
		second = ones_of(f, member, e->b, before, depth + 1);
		return e->op == E_OR ? first | second : first & second;
	default:
		return 0;
	}
}

uint64_t known_ones(const struct func *f, const struct expr *member,
		    expr_t value, uint64_t before)
{
	return ones_of(f, member, value, before, 0);
}

int has_bits(uint64_t ones, uint64_t bits)
{
	return bits == WHOLE_FLAG ? ones != 0 : (ones & bits) == bits;
}

static const struct expr *stored_member(const struct func *f,
					const struct instr *in)
{
	return in->op == I_STORE ? member_of(f, in->a) : NULL;
}

static int sets(const struct func *f, const struct instr *in,
		const struct expr *member, uint64_t bits)
{
	return same_member(member, stored_member(f, in)) &&
	       !is_pointer(in->sig) &&
	       has_bits(known_ones(f, member, in->b, 0), bits);
}

/* How much of a block runs until it has set the flag; 0: it does not. */
static uint32_t until_set(const struct func *f, const struct block *b,
			  const struct expr *member, uint64_t bits)
{
	for (uint32_t i = 0; i < b->ninstrs; i++)
		if (sets(f, &f->instrs.v[b->instrs + i], member, bits))
			return i + 1;
	return 0;
}

/* ---- what has succeeded ---- */

/* The type of a member that is given a call's result. */
static sym_t given_type(const struct func *f, const struct expr *member)
{
	for (size_t i = 0; i < f->instrs.n; i++)
		if (same_member(member, stored_member(f, &f->instrs.v[i])) &&
		    is_result(f, f->instrs.v[i].b))
			return f->instrs.v[i].sig;
	return 0;
}

/* As result_type(), or of a member that keeps a call's result. */
static sym_t outcome_type(const struct filled *c, const struct func *f,
			  expr_t value)
{
	const struct expr *e = &f->exprs.v[value];

	return e->op == E_FIELD ? given_type(f, e)
				: result_type(c->g, f, value);
}

/*
 * The edge of a branch that is taken if a call has succeeded: it returned a
 * pointer, or 0 and no error. -1: the branch asks for something else, or for a
 * truth, which may be either.
 */
static int success_edge(const struct filled *c, const struct func *f,
			const struct block *b)
{
	const struct expr *e = &f->exprs.v[b->value];
	expr_t id = b->value;
	int zero = 1; /* the edge on which the result is 0, or no error */
	sym_t type;

	while (e->op == E_LNOT || e->op == E_EQ || e->op == E_NE ||
	       e->op == E_LT) {
		const struct expr *n = &f->exprs.v[e->b];

		if (e->op != E_LNOT && (n->op != E_CONST || n->num))
			return -1;
		zero ^= e->op == E_LNOT || e->op == E_EQ;
		id = e->a;
		e = &f->exprs.v[id];
	}
	type = outcome_type(c, f, id);
	if (is_pointer(type))
		return !zero;
	return strcmp(sym_str(type), "int") ? -1 : zero;
}

/* Does an instruction do anything that a path is followed for? */
static int is_of_interest(const struct filled *c, const struct func *f,
			  const struct instr *in)
{
	const struct expr *p = &f->exprs.v[in->a];
	const struct fn_rules *r;

	if (in->op != I_CALL || p->op != E_FUNC)
		return in->op == I_CALL;
	r = fn_all_rules(c->s->k, (func_t)p->num);
	return (c->s->rel.reach[p->num] & REACH_EVENT) ||
	       (r && (r->of[RULE_allocator] || r->of[RULE_handoff] ||
		      r->of[RULE_wake] || r->of[RULE_layer]));
}

/* Is anything of interest done from instruction @skip of block @at on, in the
 * blocks @own? */
static int goes_on(const struct filled *c, const struct func *f, uint32_t at,
		   uint32_t skip, uint32_t test, const uint8_t *own)
{
	uint8_t *seen = blocks_behind(f, at, test);
	int goes = 0;

	for (uint32_t k = 0; k < f->blocks.n && !goes; k++) {
		const struct block *b = &f->blocks.v[k];

		for (uint32_t i = k == at ? skip : 0;
		     seen[k] && own[k] && i < b->ninstrs; i++)
			goes |= is_of_interest(c, f,
					       &f->instrs.v[b->instrs + i]);
	}
	free(seen);
	return goes;
}

/* Is block @at reached only if a call has succeeded? */
static int needs_success(const struct filled *c, const struct func *f,
			 const uint8_t *own, uint32_t at, uint32_t test)
{
	int needs = 0;

	for (uint32_t i = 0; i < f->blocks.n && !needs; i++) {
		const struct block *b = &f->blocks.v[i];
		const struct edge *to = &f->edges.v[b->edges];
		uint8_t *failed;
		int edge = own[i] && b->term == T_BRANCH && i != at
				   ? success_edge(c, f, b)
				   : -1;

		if (edge < 0)
			continue;
		failed = blocks_behind(f, to[!edge].block, test);
		needs = !failed[at];
		free(failed);
	}
	return needs;
}

/* Is there a way past the setting in block @at on which no call has failed? */
static int may_be_missed(const struct filled *c, const struct func *f,
			 uint32_t from, uint32_t at, const uint8_t *own)
{
	uint8_t *seen = mem_zeroed(f->blocks.n, 1);
	VEC(uint32_t) work = {0};
	int missed = 0;

	vec_push(&work, from);
	while (work.n && !missed) {
		uint32_t k = work.v[--work.n];
		const struct block *b = &f->blocks.v[k];
		int ok = b->term == T_BRANCH ? success_edge(c, f, b) : -1;

		if (k == at || seen[k]++)
			continue;
		missed = !own[k] || b->term == T_RETURN;
		for (uint32_t i = 0; i < b->nedges; i++)
			if (ok < 0 || i == (uint32_t)ok)
				vec_push(&work, f->edges.v[b->edges + i].block);
	}
	vec_free(&work);
	free(seen);
	return missed;
}

/* Blocks that only the edge of a test leads to. */
static uint8_t *own_blocks(const struct func *f, const struct closed *x)
{
	const struct edge *to = &f->edges.v[f->blocks.v[x->block].edges];
	uint8_t *own = blocks_behind(f, to[x->edge].block, x->block);
	uint8_t *other = blocks_behind(f, to[!x->edge].block, x->block);

	for (uint32_t i = 0; i < f->blocks.n; i++)
		own[i] &= !other[i];
	free(other);
	return own;
}

int latch_propose(const struct filled *c, const struct closed *x,
		  const struct expr *member)
{
	const struct func *f = c->g->funcs.v[x->fn].f;
	uint32_t from = f->edges.v[f->blocks.v[x->block].edges + x->edge].block;
	uint8_t *own;
	int found = 0;

	if (!c->setup[x->fn])
		return 0;
	own = own_blocks(f, x);
	for (uint32_t i = 0; i < f->blocks.n && found >= 0; i++) {
		uint32_t n = until_set(f, &f->blocks.v[i], member, x->bits);

		if (!n)
			continue;
		found = own[i] && needs_success(c, f, own, i, x->block) &&
					!may_be_missed(c, f, from, i, own) &&
					!goes_on(c, f, i, n, x->block, own)
				? 1
				: -1;
	}
	free(own);
	return found > 0;
}

/* ---- who clears it ---- */

static int is_latch(const struct filled *c, const struct expr *member)
{
	if (!member || !c->is_field[member->field])
		return 0;
	for (size_t i = 0; i < c->closed.n; i++)
		if (c->closed.v[i].bits &&
		    c->closed.v[i].strct == member->name &&
		    c->closed.v[i].field == member->field)
			return 1;
	return 0;
}

static void note_clear(struct filled *c, func_t fn, uint32_t instr,
		       const struct expr *member, uint64_t kept, uint64_t set)
{
	vec_push(&c->clears, (struct clear){fn, instr, member->name,
					    member->field, kept, set});
}

/* f(&x->flags): any bit may be gone after it. */
static void note_given(struct filled *c, func_t fn, uint32_t instr)
{
	const struct func *f = c->g->funcs.v[fn].f;
	const struct instr *in = &f->instrs.v[instr];

	for (uint16_t i = 0; i < in->nargs; i++) {
		expr_t arg = f->args.v[in->args + i];
		const struct expr *m =
			f->exprs.v[arg].op == E_ADDR ? member_of(f, arg) : NULL;

		if (is_latch(c, m))
			note_clear(c, fn, instr, m, 0, 0);
	}
}

static void find_clears(struct filled *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;

	for (uint32_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *m = stored_member(f, in);

		if (in->op == I_CALL)
			note_given(c, fn, i);
		else if (is_latch(c, m))
			note_clear(c, fn, i, m,
				   known_ones(f, m, in->b, WHOLE_FLAG),
				   known_ones(f, m, in->b, 0));
	}
}

void latch_find_clears(struct filled *c)
{
	uint8_t *modules = mem_zeroed(c->nsyms, 1);
	int any = 0;

	for (size_t i = 0; i < c->closed.n; i++)
		if (c->closed.v[i].bits)
			any = modules[c->g->funcs.v[c->closed.v[i].fn].home] =
				1;
	for (func_t fn = 1; any && fn < c->g->funcs.n; fn++) {
		const struct gfunc *gf = &c->g->funcs.v[fn];

		graph_rest(c->g, fn);
		if (gf->f && (modules[gf->home] || c->s->nstates_of[fn]))
			find_clears(c, fn);
	}
	free(modules);
}

int latch_holds(const struct filled *c, const struct closed *x)
{
	for (size_t i = 0; i < c->clears.n; i++) {
		const struct clear *k = &c->clears.v[i];

		if (k->strct != x->strct || k->field != x->field ||
		    has_bits(x->bits == WHOLE_FLAG ? k->set : k->kept, x->bits))
			continue;
		if (c->path[k->fn] ? filled_is_live(c, k->fn, k->instr)
				   : c->setup[k->fn] < SETUP_NAMES)
			return 0;
	}
	return !c->made[x->strct];
}
