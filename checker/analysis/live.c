// SPDX-License-Identifier: GPL-2.0-only
/*
 * Live variables: what a variable holds that is not looked at again makes no
 * difference. Where ways meet it is not compared, so it is no reason to go
 * through a block once more.
 */
#include "analysis/live.h"
#include "analysis/code.h"

#include <string.h>

/* Sets of variables, one bit each, @nwords for each block. */
struct live {
	struct solver *s;
	const struct func *f;
	size_t nwords;
	uint64_t *first; /* what is looked at before it is given anything */
	uint64_t *given; /* what is given something */
	size_t block;	 /* the one at hand */
};

static void use(const struct live *l, int var)
{
	size_t at = l->block * l->nwords + (size_t)var / 64;
	uint64_t bit = (uint64_t)1 << var % 64;

	if (var >= 0)
		l->first[at] |= bit & ~l->given[at];
}

static void give(const struct live *l, int var)
{
	l->given[l->block * l->nwords + (size_t)var / 64] |= (uint64_t)1
							     << var % 64;
}

static int variable(const struct live *l, expr_t id)
{
	return code_plain_variable(l->f, &l->f->exprs.v[id]);
}

static void use_expr(const struct live *l, expr_t id, int all);

static void use_operands(const struct live *l, const struct expr *e, int all)
{
	use_expr(l, e->a, all);
	if (expr_shape(e->op) == SHAPE_unary)
		return;
	use_expr(l, e->b, all);
	if (expr_shape(e->op) == SHAPE_ternary)
		use_expr(l, e->c, all);
}

/* What exec_eval() looks at; @all: whatever is named there. */
static void use_expr(const struct live *l, expr_t id, int all)
{
	const struct expr *e = &l->f->exprs.v[id];

	switch (expr_shape(e->op)) {
	case SHAPE_num:
		use(l, code_plain_variable(l->f, e));
		return;
	case SHAPE_member:
		if (all || (e->op == E_FIELD && is_task_flags(l->s->k, e)))
			use_expr(l, e->a, all);
		return;
	case SHAPE_unary:
		if (e->op == E_ADDR && !all && variable(l, e->a) < 0)
			return;
		break;
	case SHAPE_binary:
		if (e->op == E_INDEX && !all)
			return;
		break;
	case SHAPE_ternary:
		break;
	default:
		return;
	}
	use_operands(l, e, all);
}

static void use_store(const struct live *l, const struct instr *i)
{
	const struct expr *place = &l->f->exprs.v[i->a];

	use_expr(l, i->b, 0);
	if (place->op == E_LOCAL || place->op == E_PARAM)
		give(l, variable(l, i->a));
	else if (place->op == E_DEREF)
		use(l, variable(l, place->a));
	else
		use_expr(l, i->a, 0);
}

static void use_call(const struct live *l, const struct instr *i)
{
	const struct expr *callee = &l->f->exprs.v[i->a];

	if (callee->op != E_FUNC ||
	    call_class(l->s, (func_t)callee->num) == CALL_MATTERS) {
		use_expr(l, i->a, 1);
		for (uint16_t k = 0; k < i->nargs; k++)
			use_expr(l, l->f->args.v[i->args + k], 0);
	}
	give(l, (int)(l->f->params.n + l->f->locals.n + i->b));
}

static void use_block(struct live *l, size_t at)
{
	const struct block *b = &l->f->blocks.v[at];

	l->block = at;
	for (uint32_t k = 0; k < b->ninstrs; k++) {
		const struct instr *i = &l->f->instrs.v[b->instrs + k];

		if (i->op == I_STORE)
			use_store(l, i);
		else
			use_call(l, i);
	}
	if (b->value)
		use_expr(l, b->value, 0);
	for (size_t i = 0; i < l->f->params.n; i++) /* *p = v looks at each */
		l->first[at * l->nwords + i / 64] |= (uint64_t)1 << i % 64;
}

/* What is live before a block, from what is before the next ones. Return: 1 if
 * it is more than before. */
static int go_back(const struct live *l, uint32_t at)
{
	const struct block *b = &l->f->blocks.v[at];
	const uint64_t *given = l->given + at * l->nwords;
	uint64_t *first = l->first + at * l->nwords;
	int more = 0;

	for (uint32_t k = 0; k < b->nedges; k++) {
		uint32_t to = l->f->edges.v[b->edges + k].block;
		const uint64_t *next = l->first + to * l->nwords;

		for (size_t w = 0; w < l->nwords; w++) {
			uint64_t add = next[w] & ~given[w] & ~first[w];

			first[w] |= add;
			more |= add != 0;
		}
	}
	return more;
}

static size_t count(const uint64_t *set, size_t nwords)
{
	size_t n = 0;

	for (size_t w = 0; w < nwords; w++)
		n += (size_t)__builtin_popcountll(set[w]);
	return n;
}

static void list_live(const struct live *l, struct code *c)
{
	size_t nblocks = l->f->blocks.n, n = 0;
	struct arena *mem = &l->s->code_mem;

	c->live_at = arena_alloc(mem, (nblocks + 1) * sizeof(*c->live_at));
	c->live = arena_alloc(mem, count(l->first, nblocks * l->nwords) *
					   sizeof(*c->live));
	for (size_t at = 0; at < nblocks * l->nwords; at++) {
		if (!(at % l->nwords))
			c->live_at[at / l->nwords] = (uint32_t)n;
		for (uint64_t left = l->first[at]; left; left &= left - 1)
			c->live[n++] = (uint32_t)(at % l->nwords * 64) +
				       (uint32_t)__builtin_ctzll(left);
	}
	c->live_at[nblocks] = (uint32_t)n;
}

void live_variables(struct solver *s, func_t fn, struct code *c)
{
	const struct func *f = s->g->funcs.v[fn].f;
	struct live l = {.s = s, .f = f};
	struct stack_mark mark = stack_mark(&s->scratch);
	size_t size;
	int more = 1;

	l.nwords = (f->params.n + f->locals.n + f->ncalls) / 64 + 1;
	size = f->blocks.n * l.nwords * sizeof(uint64_t);
	l.first = stack_take(&s->scratch, size);
	l.given = stack_take(&s->scratch, size);
	memset(l.first, 0, size);
	memset(l.given, 0, size);
	for (size_t at = 0; at < f->blocks.n; at++)
		use_block(&l, at);
	while (more) {
		more = 0;
		for (size_t k = f->blocks.n; k-- > 0;)
			more |= go_back(&l, c->order[k]);
	}
	list_live(&l, c);
	stack_release(&s->scratch, mark);
}
