// SPDX-License-Identifier: GPL-2.0-only
/* What is known of a variable behind a condition that asks about it. */
#include "analysis/code.h"
#include "analysis/exec.h"
#include "analysis/filled.h"

#include <string.h>

/* `v == 3` where it holds, `v != 3` where it does not: 1 and the number. */
static int names_number(const struct exec *x, expr_t cond, int truth,
			int64_t *n)
{
	const struct expr *c = &x->f->exprs.v[cond];
	const struct expr *b = &x->f->exprs.v[c->b];

	if ((c->op != E_EQ && c->op != E_NE) || truth != (c->op == E_EQ) ||
	    b->op != E_CONST ||
	    code_plain_variable(x->f, &x->f->exprs.v[c->a]) < 0)
		return 0;
	*n = b->num;
	return 1;
}

static sym_t variable_type(const struct exec *x, int var)
{
	size_t nparams = x->f->params.n;

	if ((size_t)var < nparams)
		return x->f->params.v[var].type;
	if ((size_t)var < nparams + x->f->locals.n)
		return x->f->locals.v[(size_t)var - nparams].type;
	return 0;
}

static int is_bool(sym_t type)
{
	return !strcmp(sym_str(type), "bool") ||
	       !strcmp(sym_str(type), "_Bool");
}

/* What says how a call went, and no mask. */
static int is_number(sym_t type)
{
	return !strcmp(sym_str(type), "int") || !strcmp(sym_str(type), "long");
}

/* What a variable is if it is not 0; VAL_TOP if that says nothing. */
static val_t true_value(const struct exec *x, int var)
{
	sym_t type = variable_type(x, var);

	if (is_bool(type))
		return val_const(1);
	if (is_number(type))
		return val_not(0);
	return is_pointer(type) ? val_bits(0, NOT_NULL) : VAL_TOP;
}

/* `if (v & BITS)`: all are 0 where it does not hold, one is set where it does.
 * Return: 1 if that is what @cond asks, and @whole with what it says. */
static int asks_for_bits(const struct exec *x, expr_t cond, int var, int truth,
			 val_t *whole)
{
	const struct expr *c = &x->f->exprs.v[cond];
	struct alts all = *val_alts(*whole);
	uint64_t bits;

	if (c->op != E_AND || x->f->exprs.v[c->b].op != E_CONST || all.n != 1 ||
	    all.v[0].kind != ALT_BITS ||
	    code_plain_variable(x->f, &x->f->exprs.v[c->a]) != var)
		return 0;
	bits = (uint64_t)x->f->exprs.v[c->b].num;
	if (!truth)
		all.v[0].zeros |= bits & ~all.v[0].ones;
	else if (bits && !(bits & (bits - 1)))
		all.v[0].ones |= bits & ~all.v[0].zeros;
	*whole = val_of(&all);
	return 1;
}

static int truth_with(struct exec *x, struct env *e, expr_t cond, int var,
		      int64_t n)
{
	e->v[var] = val_const(n);
	return val_truth(exec_eval(x, e, cond));
}

/* exec_refine() of a variable of which nothing is known. */
static val_t refined_unknown(struct exec *x, struct env *e, expr_t cond,
			     int var, int truth)
{
	sym_t type = variable_type(x, var);
	val_t other = VAL_TOP;
	int64_t n;
	int zero, one;

	if (names_number(x, cond, truth, &n))
		return val_const(n);
	if (names_number(x, cond, !truth, &n) && !is_pointer(type) &&
	    !graph_is_mask(x->s->g, type))
		other = val_not(n);
	zero = truth_with(x, e, cond, var, 0);
	one = truth_with(x, e, cond, var, 1);
	/* `if (v)`: on the false branch it is 0; of `if (v == 1)` it is not */
	if (zero == truth && one == !truth &&
	    (is_bool(type) || (truth_with(x, e, cond, var, 2) == !truth &&
			       truth_with(x, e, cond, var, -1) == !truth)))
		return val_const(0);
	return one == truth && zero == !truth ? true_value(x, var) : other;
}

/* A comparison's result, `v & 0xff`, or not 3: what it is in fact is not known.
 */
static int is_any_number(val_t v)
{
	const struct alts *a = val_alts(v);

	return a->n == 1 &&
	       (a->v[0].kind == ALT_NOT ||
		(a->v[0].kind == ALT_BITS && !a->v[0].ones &&
		 a->v[0].zeros != ~(uint64_t)0 && !a->v[0].origin));
}

void exec_refine(struct exec *x, struct env *e, expr_t cond, int var, int truth)
{
	struct alts in, out;
	val_t whole, refined;

	if (var < 0)
		return;
	whole = e->v[var];
	if (asks_for_bits(x, cond, var, truth, &e->v[var]))
		return;
	if (whole == VAL_TOP || is_any_number(whole)) {
		refined = refined_unknown(x, e, cond, var, truth);
		e->v[var] = refined == VAL_TOP ? whole : refined;
		return;
	}
	if (val_alts(whole)->n < 2) /* it is all there is, or a dead branch */
		return;
	in = *val_alts(whole);
	memset(&out, 0, sizeof(out));
	for (size_t i = 0; i < in.n; i++) {
		struct alts one;
		int t;

		memset(&one, 0, sizeof(one));
		one.n = 1;
		one.v[0] = in.v[i];
		e->v[var] = val_of(&one);
		t = val_truth(exec_eval(x, e, cond));
		if (t < 0 || t == truth)
			out.v[out.n++] = in.v[i];
	}
	e->v[var] = out.n ? val_of(&out) : whole;
}
