// SPDX-License-Identifier: GPL-2.0-only
/*
 * Live variables: what a variable holds that is not looked at again makes no
 * difference. Where ways meet it is not compared, so it is no reason to go
 * through a block once more; and what only fills such a variable is skipped.
 */
#include "analysis/live.h"
#include "analysis/exec.h"

#include <string.h>

/* Sets of variables, one bit each, @nwords for each block. */
struct live {
	struct solver *s;
	const struct func *f;
	struct code *c;
	size_t nwords;
	uint64_t *before, *after;
	uint8_t *done;
	uint64_t *now; /* at the instruction at hand */
};

static int has(const uint64_t *set, int var)
{
	return var >= 0 && (set[var / 64] >> var % 64 & 1);
}

static void use(const struct live *l, int var)
{
	if (var >= 0)
		l->now[var / 64] |= (uint64_t)1 << var % 64;
}

static void give(const struct live *l, int var)
{
	l->now[var / 64] &= ~((uint64_t)1 << var % 64);
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

/* Return: 1 if it does nothing that is seen later. */
static int pass_store(const struct live *l, const struct instr *i)
{
	const struct expr *place = &l->f->exprs.v[i->a];
	int var = variable(l, i->a);

	if (var >= 0 ? !has(l->now, var) : !store_is_seen(l->s->k, place))
		return 1;
	if (var >= 0)
		give(l, var);
	else if (place->op == E_DEREF)
		use(l, variable(l, place->a));
	else
		use_expr(l, i->a, 0);
	use_expr(l, i->b, 0);
	return 0;
}

/* What a call that does nothing is given the address of is not known after it.
 * Return: 1 if nobody asks what it is. */
static int forget_args(const struct live *l, const struct instr *i)
{
	int unseen = 1;

	for (uint16_t k = 0; k < i->nargs; k++) {
		const struct expr *arg =
			&l->f->exprs.v[l->f->args.v[i->args + k]];
		int given = arg->op == E_ADDR ? variable(l, arg->a) : -1;

		unseen &= arg->op != E_PARAM && !has(l->now, given);
		if (given >= 0)
			give(l, given);
	}
	return unseen;
}

static int pass_call(const struct live *l, const struct instr *i)
{
	const struct expr *callee = &l->f->exprs.v[i->a];
	int result = (int)(l->f->params.n + l->f->locals.n + i->b);
	int unseen = !has(l->now, result);
	enum call_class class = callee->op == E_FUNC
					? call_class(l->s, (func_t)callee->num)
					: CALL_MATTERS;

	give(l, result);
	if (class != CALL_MATTERS)
		return forget_args(l, i) && unseen && class == CALL_NOTHING;
	use_expr(l, i->a, 1);
	for (uint16_t k = 0; k < i->nargs; k++)
		use_expr(l, l->f->args.v[i->args + k], 0);
	return 0;
}

static void pass_block(struct live *l, uint32_t at)
{
	const struct block *b = &l->f->blocks.v[at];

	l->now = l->before + at * l->nwords;
	memcpy(l->now, l->after + at * l->nwords, l->nwords * sizeof(*l->now));
	if (b->value)
		use_expr(l, b->value, 0);
	for (uint32_t k = b->instrs + b->ninstrs; k-- > b->instrs;) {
		const struct instr *i = &l->f->instrs.v[k];

		l->c->unseen[k] = (uint8_t)(i->op == I_STORE ? pass_store(l, i)
							     : pass_call(l, i));
	}
	for (size_t i = 0; i < l->f->params.n; i++) /* *p = v looks at each */
		use(l, (int)i);
}

/* Return: 1 if the block was looked at once more. */
static int look_back(struct live *l, uint32_t at)
{
	const struct block *b = &l->f->blocks.v[at];
	uint64_t *after = l->after + at * l->nwords;
	int more = !l->done[at];

	for (uint32_t k = 0; k < b->nedges; k++) {
		const uint64_t *next =
			l->before +
			l->f->edges.v[b->edges + k].block * l->nwords;

		for (size_t w = 0; w < l->nwords; w++) {
			more |= (next[w] & ~after[w]) != 0;
			after[w] |= next[w];
		}
	}
	if (more)
		pass_block(l, at);
	l->done[at] = 1;
	return more;
}

static size_t count(const uint64_t *set, size_t nwords)
{
	size_t n = 0;

	for (size_t w = 0; w < nwords; w++)
		n += (size_t)__builtin_popcountll(set[w]);
	return n;
}

static void list_live(const struct live *l)
{
	size_t nblocks = l->f->blocks.n, n = 0;
	struct arena *mem = &l->s->code_mem;
	struct code *c = l->c;

	c->live_at = arena_alloc(mem, (nblocks + 1) * sizeof(*c->live_at));
	c->live = arena_alloc(mem, count(l->before, nblocks * l->nwords) *
					   sizeof(*c->live));
	for (size_t at = 0; at < nblocks * l->nwords; at++) {
		if (!(at % l->nwords))
			c->live_at[at / l->nwords] = (uint32_t)n;
		for (uint64_t left = l->before[at]; left; left &= left - 1)
			c->live[n++] = (uint32_t)(at % l->nwords * 64) +
				       (uint32_t)__builtin_ctzll(left);
	}
	c->live_at[nblocks] = (uint32_t)n;
	for (size_t at = 0; at < nblocks; at++)
		if (!has(l->after + at * l->nwords, c->asked[at]))
			c->asked[at] = ASKS_NONE;
}

void live_variables(struct solver *s, func_t fn, struct code *c)
{
	const struct func *f = s->g->funcs.v[fn].f;
	struct live l = {.s = s, .f = f, .c = c};
	struct stack_mark mark = stack_mark(&s->scratch);
	size_t nblocks = f->blocks.n, size;
	int more = 1;

	l.nwords = (f->params.n + f->locals.n + f->ncalls) / 64 + 1;
	size = nblocks * l.nwords * sizeof(uint64_t);
	l.before = stack_take(&s->scratch, size);
	l.after = stack_take(&s->scratch, size);
	l.done = stack_take(&s->scratch, nblocks);
	memset(l.before, 0, size);
	memset(l.after, 0, size);
	memset(l.done, 0, nblocks);
	c->unseen = arena_alloc(&s->code_mem, f->instrs.n);
	while (more) {
		more = 0;
		for (size_t k = nblocks; k-- > 0;)
			more |= look_back(&l, c->order[k]);
	}
	list_live(&l);
	stack_release(&s->scratch, mark);
}
