// SPDX-License-Identifier: GPL-2.0-only
/* Building functions: hash-consed expressions, constant folding, hashes. */
#include "facts/facts.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static const uint8_t shapes[] = {
#define EXPR(op, shape, printed) [E_##op] = SHAPE_##shape,
#include "facts/expr.def"
#undef EXPR
};

enum expr_shape expr_shape(enum expr_op op)
{
	return shapes[op];
}

int expr_compares(enum expr_op op)
{
	return op >= E_EQ && op <= E_UGE;
}

static int64_t fold_unsigned(enum expr_op op, uint64_t a, uint64_t b, int *ok)
{
	switch (op) {
	case E_ULT:
		return a < b;
	case E_ULE:
		return a <= b;
	case E_UGT:
		return a > b;
	case E_UGE:
		return a >= b;
	case E_USHR:
		return b > 63 ? (*ok = 0) : (int64_t)(a >> b);
	default:
		*ok = 0;
		return 0;
	}
}

static int64_t fold_binary(enum expr_op op, int64_t a, int64_t b, int *ok)
{
	uint64_t ua = (uint64_t)a, ub = (uint64_t)b;

	switch (op) {
	case E_AND:
		return a & b;
	case E_OR:
		return a | b;
	case E_XOR:
		return a ^ b;
	case E_ADD:
		return (int64_t)(ua + ub);
	case E_SUB:
		return (int64_t)(ua - ub);
	case E_MUL:
		return (int64_t)(ua * ub);
	case E_SHL:
		return b < 0 || b > 63 ? (*ok = 0) : (int64_t)(ua << b);
	case E_SHR:
		return b < 0 || b > 63 ? (*ok = 0) : a >> b;
	case E_DIV:
		return b == 0 || b == -1 ? (*ok = 0) : a / b;
	case E_REM:
		return b == 0 || b == -1 ? (*ok = 0) : a % b;
	case E_LAND:
		return a && b;
	case E_LOR:
		return a || b;
	case E_EQ:
		return a == b;
	case E_NE:
		return a != b;
	case E_LT:
		return a < b;
	case E_LE:
		return a <= b;
	case E_GT:
		return a > b;
	case E_GE:
		return a >= b;
	default:
		return fold_unsigned(op, ua, ub, ok);
	}
}

int expr_number(enum expr_op op, int64_t a, int64_t b, int64_t *n)
{
	int ok = 1;

	*n = fold_binary(op, a, b, &ok);
	return ok;
}

/* A non-constant operand may still decide: 0 && x, 1 || x. */
static int fold_half(struct expr *e, const struct expr *a, const struct expr *b)
{
	const struct expr *k = a->op == E_CONST ? a : b;

	if (k->op != E_CONST)
		return 0;
	if ((e->op == E_LAND && !k->num) || (e->op == E_LOR && k->num)) {
		*e = (struct expr){.op = E_CONST, .num = e->op == E_LOR};
		return 1;
	}
	return 0;
}

static int fold_unary(const struct expr *e, const struct expr *a, int64_t *n)
{
	if (a->op != E_CONST)
		return 0;
	switch (e->op) {
	case E_NOT:
		*n = ~a->num;
		return 1;
	case E_LNOT:
		*n = !a->num;
		return 1;
	case E_NEG:
		*n = (int64_t) - (uint64_t)a->num;
		return 1;
	default:
		return 0;
	}
}

static void fold(const struct func *f, struct expr *e)
{
	enum expr_shape shape = expr_shape(e->op);
	const struct expr *a, *b;
	int64_t n;

	if (shape == SHAPE_binary && e->op != E_INDEX) {
		a = &f->exprs.v[e->a];
		b = &f->exprs.v[e->b];
		if (a->op != E_CONST || b->op != E_CONST) {
			fold_half(e, a, b);
			return;
		}
		if (!expr_number(e->op, a->num, b->num, &n))
			return;
	} else if (shape != SHAPE_unary ||
		   !fold_unary(e, &f->exprs.v[e->a], &n)) {
		return;
	}
	*e = (struct expr){.op = E_CONST, .num = n};
}

/* The place of an address, and the address of a place, cancel out. */
static int cancels(const struct func *f, const struct expr *e, expr_t *out)
{
	const struct expr *a;

	if (e->op != E_ADDR && e->op != E_DEREF && e->op != E_COND)
		return 0;
	a = &f->exprs.v[e->a];
	if ((e->op == E_ADDR && a->op == E_DEREF) ||
	    (e->op == E_DEREF && a->op == E_ADDR)) {
		*out = a->a;
		return 1;
	}
	if (e->op != E_COND && a->op == E_FUNC) {
		*out = e->a;
		return 1;
	}
	if (e->op == E_COND && a->op == E_CONST) {
		*out = a->num ? e->b : e->c;
		return 1;
	}
	return 0;
}

expr_t func_expr(struct func *f, struct expr e)
{
	expr_t same;

	if (!f->exprs.n)
		vec_push(&f->exprs, (struct expr){.op = E_UNKNOWN});
	if (e.op == E_UNKNOWN)
		return 0;
	if (cancels(f, &e, &same))
		return same;
	fold(f, &e);
	/* Functions are small; the nearest equal one is near the end. */
	for (size_t i = f->exprs.n; i-- > 1;) {
		const struct expr *x = &f->exprs.v[i];

		/* all operands of all shapes: they share their places */
		if (x->op == e.op && x->num == e.num && x->name == e.name)
			return (expr_t)i;
		if (f->exprs.n - i > 256)
			break;
	}
	vec_push(&f->exprs, e);
	return (expr_t)(f->exprs.n - 1);
}

struct func *func_new(struct summary *s)
{
	struct func *f = arena_alloc(&s->mem, sizeof(*f));

	vec_push(&f->exprs, (struct expr){.op = E_UNKNOWN});
	return f;
}

/* what was read belongs to an arena */
#define own_free(V) ((V)->cap ? vec_free(V) : (void)0)

void func_free(struct func *f)
{
	own_free(&f->params);
	own_free(&f->locals);
	own_free(&f->exprs);
	own_free(&f->instrs);
	own_free(&f->args);
	own_free(&f->blocks);
	own_free(&f->edges);
	own_free(&f->ranges);
}

void summary_free(struct summary *s)
{
	for (size_t i = 0; i < s->funcs.n; i++)
		func_free(s->funcs.v[i]);
	vec_free(&s->funcs);
	vec_free(&s->globals);
	arena_free(&s->mem);
	memset(s, 0, sizeof(*s));
}
