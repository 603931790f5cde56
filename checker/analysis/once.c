// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is allocated once: `if (!x->table) x->table = alloc()`. Where set-up has
 * filled the member, the path finds it filled; only teardown empties it.
 */
#include "analysis/make.h"

#include <stdlib.h>

/* The member that a condition asks for being set; *@set: its edge if it is. */
static const struct expr *asked_member(const struct func *f, expr_t id,
				       int *set)
{
	const struct expr *e = &f->exprs.v[id];

	*set = 0;
	while (e->op == E_LNOT || e->op == E_EQ || e->op == E_NE) {
		const struct expr *b = &f->exprs.v[e->b];

		if (e->op != E_LNOT && (b->op != E_CONST || b->num))
			return NULL;
		if (e->op != E_NE)
			*set = !*set;
		e = &f->exprs.v[e->a];
	}
	return e->op == E_FIELD ? e : NULL;
}

static int is_same_member(const struct expr *a, const struct expr *b)
{
	return b->op == E_FIELD && a->name == b->name && a->field == b->field;
}

/* A function that fills it in two places fills it again. */
static int is_filled_once(const struct func *f, const struct expr *member)
{
	size_t n = 0;

	for (size_t i = 0; i < f->instrs.n; i++)
		n += f->instrs.v[i].op == I_STORE &&
		     is_same_member(member, &f->exprs.v[f->instrs.v[i].a]);
	return n == 1;
}

/* Is the result of @call, perhaps through a local, stored in @member? */
static int is_kept_in(const struct func *f, uint32_t call,
		      const struct expr *member)
{
	int64_t local = -1;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *v = &f->exprs.v[in->b];
		const struct expr *p = &f->exprs.v[in->a];
		int is_result = v->op == E_CALL && (uint32_t)v->num == call;

		if (in->op != I_STORE)
			continue;
		if (is_result && p->op == E_LOCAL)
			local = p->num;
		if ((is_result || (v->op == E_LOCAL && v->num == local)) &&
		    is_same_member(member, p))
			return 1;
	}
	return 0;
}

static uint32_t block_of(const struct func *f, uint32_t instr)
{
	for (uint32_t b = 0; b < f->blocks.n; b++)
		if (instr >= f->blocks.v[b].instrs &&
		    instr < f->blocks.v[b].instrs + f->blocks.v[b].ninstrs)
			return b;
	return UINT32_MAX;
}

/* Does a way lead from block @at to block @to, not back through @test? */
static int leads_to(const struct func *f, uint32_t at, uint32_t to,
		    uint32_t test)
{
	uint8_t *seen = calloc(f->blocks.n, 1);
	VEC(uint32_t) work = {0};
	int found = 0;

	vec_push(&work, at);
	while (seen && work.n && !found) {
		const struct block *b;

		at = work.v[--work.n];
		if (seen[at]++ || at == test)
			continue;
		found = at == to;
		b = &f->blocks.v[at];
		for (uint32_t i = 0; i < b->nedges; i++)
			vec_push(&work, f->edges.v[b->edges + i].block);
	}
	vec_free(&work);
	free(seen);
	return found;
}

int allocates_once(const struct func *f, uint32_t instr)
{
	uint32_t at;

	if (!f || instr >= f->instrs.n || f->instrs.v[instr].op != I_CALL)
		return 0;
	at = block_of(f, instr);
	for (uint32_t b = 0; at != UINT32_MAX && b < f->blocks.n; b++) {
		const struct block *t = &f->blocks.v[b];
		const struct expr *member;
		int set;

		if (t->term != T_BRANCH)
			continue;
		member = asked_member(f, t->value, &set);
		if (!member || !is_filled_once(f, member) ||
		    !is_kept_in(f, f->instrs.v[instr].b, member))
			continue;
		if (!leads_to(f, f->edges.v[t->edges + (uint32_t)set].block, at,
			      b) &&
		    leads_to(f, f->edges.v[t->edges + (uint32_t)!set].block, at,
			     b))
			return 1;
	}
	return 0;
}
