// SPDX-License-Identifier: GPL-2.0-only
/*
 * The control-flow graph of the function at hand: blocks are opened and closed
 * in any order; at the end the dead ones go, chains are joined, and blocks,
 * instructions and expressions are numbered in depth-first order.
 */
#include "extract/lower.h"

#include <stdlib.h>
#include <string.h>

uint32_t new_block(struct lower *l)
{
	struct tmp_block b = {.term = T_STOP};

	vec_push(&l->blocks, b);
	return (uint32_t)(l->blocks.n - 1);
}

void start_block(struct lower *l, uint32_t block)
{
	l->cur = block;
}

static struct tmp_block *open_block(struct lower *l)
{
	/* After a return or goto: code that only a label can reach. */
	if (l->blocks.v[l->cur].closed)
		l->cur = new_block(l);
	return &l->blocks.v[l->cur];
}

void emit(struct lower *l, struct instr i)
{
	struct tmp_block *b = open_block(l);

	vec_push(&b->instrs, i);
}

static void close_block(struct lower *l, uint8_t term, expr_t value)
{
	struct tmp_block *b = open_block(l);

	b->term = term;
	b->value = value;
	b->closed = 1;
}

void end_goto(struct lower *l, uint32_t to)
{
	struct tmp_block *b = open_block(l);

	vec_push(&b->edges, (struct way){.block = to});
	close_block(l, T_GOTO, 0);
}

void end_branch(struct lower *l, expr_t cond, uint32_t yes, uint32_t no)
{
	const struct expr *e = &l->f->exprs.v[cond];
	struct tmp_block *b;

	if (e->op == E_CONST || e->op == E_STRING || e->op == E_FUNC) {
		end_goto(l, e->op != E_CONST || e->num ? yes : no);
		return;
	}
	if (yes == no) {
		end_goto(l, yes);
		return;
	}
	b = open_block(l);
	vec_push(&b->edges, (struct way){.block = yes});
	vec_push(&b->edges, (struct way){.block = no});
	close_block(l, T_BRANCH, cond);
}

void end_return(struct lower *l, expr_t value, uint32_t line)
{
	open_block(l)->line = line;
	close_block(l, T_RETURN, value);
}

void end_stop(struct lower *l)
{
	close_block(l, T_STOP, 0);
}

/* Where a jump to @b really arrives: empty blocks that only go on are skipped.
 */
static uint32_t forward(const struct lower *l, uint32_t b)
{
	for (int hops = 0; hops < 64; hops++) {
		const struct tmp_block *t = &l->blocks.v[b];

		if (t->instrs.n || t->term != T_GOTO || t->edges.n != 1)
			break;
		b = t->edges.v[0].block;
	}
	return b;
}

static void simplify(struct tmp_block *b)
{
	if (b->term == T_BRANCH && b->edges.v[0].block == b->edges.v[1].block) {
		b->term = T_GOTO;
		b->value = 0;
		b->edges.n = 1;
	}
}

/* Depth-first order from the entry, without recursion. */
static void order_blocks(struct lower *l, uint32_t *order, uint32_t *n,
			 uint32_t *number)
{
	VEC(uint32_t) stack = {0};

	vec_push(&stack, 0);
	while (stack.n) {
		uint32_t at = stack.v[--stack.n];
		struct tmp_block *b = &l->blocks.v[at];

		if (number[at])
			continue;
		order[*n] = at;
		number[at] = ++*n;
		for (size_t i = b->edges.n; i-- > 0;) {
			b->edges.v[i].block = forward(l, b->edges.v[i].block);
			vec_push(&stack, b->edges.v[i].block);
		}
		simplify(b);
	}
	vec_free(&stack);
}

/* A block entered only by one goto becomes part of the block before it. */
static void join_chains(struct lower *l, const uint32_t *order, uint32_t n,
			uint32_t *number)
{
	uint32_t *preds = calloc(l->blocks.n + 1, sizeof(*preds));

	for (uint32_t i = 0; i < n; i++) {
		struct tmp_block *b = &l->blocks.v[order[i]];

		for (size_t k = 0; k < b->edges.n; k++)
			preds[b->edges.v[k].block]++;
	}
	preds[0]++;
	for (uint32_t i = 0; i < n; i++) {
		struct tmp_block *b = &l->blocks.v[order[i]];

		if (!number[order[i]])
			continue;
		while (b->term == T_GOTO && b->edges.n == 1 &&
		       preds[b->edges.v[0].block] == 1 &&
		       b->edges.v[0].block != order[i]) {
			uint32_t at = b->edges.v[0].block;
			struct tmp_block *next = &l->blocks.v[at];

			for (size_t k = 0; k < next->instrs.n; k++)
				vec_push(&b->instrs, next->instrs.v[k]);
			vec_clear(&next->instrs);
			b->term = next->term;
			b->value = next->value;
			b->line = next->line;
			vec_clear(&b->edges);
			for (size_t k = 0; k < next->edges.n; k++)
				vec_push(&b->edges, next->edges.v[k]);
			number[at] = 0;
		}
	}
	free(preds);
}

/* Expressions that dead code left behind go too. */
struct used {
	struct func *f;
	expr_t *map;
	VEC(struct expr) out;
};

static expr_t keep_expr(struct used *u, expr_t id)
{
	enum expr_shape shape;
	struct expr e;

	if (!id || u->map[id])
		return u->map[id];
	e = u->f->exprs.v[id];
	shape = expr_shape(e.op);
	if (shape >= SHAPE_member)
		e.a = keep_expr(u, e.a);
	if (shape >= SHAPE_binary)
		e.b = keep_expr(u, e.b);
	if (shape == SHAPE_ternary)
		e.c = keep_expr(u, e.c);
	vec_push(&u->out, e);
	return u->map[id] = (expr_t)(u->out.n - 1);
}

static void place_instrs(struct lower *l, struct used *u,
			 const struct tmp_block *b, const expr_t *old_args)
{
	struct func *f = l->f;

	for (size_t k = 0; k < b->instrs.n; k++) {
		struct instr i = b->instrs.v[k];
		uint32_t at = (uint32_t)f->args.n;

		i.a = keep_expr(u, i.a);
		if (i.op == I_STORE)
			i.b = keep_expr(u, i.b);
		for (uint32_t n = 0; n < i.nargs; n++)
			vec_push(&f->args, keep_expr(u, old_args[i.args + n]));
		if (i.op == I_CALL)
			i.args = i.nargs ? at : 0;
		vec_push(&f->instrs, i);
	}
}

static void place_edge(struct func *f, const struct way *w,
		       const uint32_t *number, int is_case)
{
	vec_push(&f->edges, (struct edge){.block = number[w->block] - 1,
					  .range = f->ranges.n});
	if (is_case)
		vec_push(&f->ranges, (struct range){w->lo, w->hi});
}

static void place_block(struct lower *l, struct used *u,
			const struct tmp_block *b, const uint32_t *number,
			const expr_t *old_args)
{
	struct func *f = l->f;
	struct block out = {.instrs = (uint32_t)f->instrs.n,
			    .ninstrs = (uint32_t)b->instrs.n,
			    .edges = (uint32_t)f->edges.n,
			    .nedges = (uint32_t)b->edges.n,
			    .term = b->term,
			    .line = b->line};

	place_instrs(l, u, b, old_args);
	out.value = keep_expr(u, b->value);
	for (size_t k = 0; k < b->edges.n; k++)
		place_edge(f, &b->edges.v[k], number,
			   b->term == T_SWITCH && k + 1 < b->edges.n);
	vec_push(&f->blocks, out);
}

void cfg_finish(struct lower *l)
{
	uint32_t *order = calloc(l->blocks.n + 1, sizeof(*order));
	uint32_t *number = calloc(l->blocks.n + 1, sizeof(*number));
	struct used u = {.f = l->f};
	expr_t *old_args = l->f->args.v;
	uint32_t n = 0, next = 0;

	order_blocks(l, order, &n, number);
	join_chains(l, order, n, number);
	for (uint32_t i = 0; i < n; i++)
		if (number[order[i]])
			number[order[i]] = ++next;
	u.map = calloc(l->f->exprs.n + 1, sizeof(*u.map));
	vec_push(&u.out, (struct expr){.op = E_UNKNOWN});
	l->f->args.v = NULL;
	l->f->args.n = l->f->args.cap = 0;
	for (uint32_t i = 0; i < n; i++)
		if (number[order[i]])
			place_block(l, &u, &l->blocks.v[order[i]], number,
				    old_args);
	vec_release(old_args);
	vec_release(l->f->exprs.v);
	l->f->exprs.v = u.out.v;
	l->f->exprs.n = u.out.n;
	l->f->exprs.cap = u.out.cap;
	free(u.map);
	free(order);
	free(number);
}
