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

/* What a variable is if it is not 0; VAL_TOP if that says nothing. */
static val_t true_value(const struct exec *x, int var)
{
	sym_t type = variable_type(x, var);

	if (is_bool(type))
		return val_const(1);
	return is_pointer(type) ? val_bits(0, NOT_NULL) : VAL_TOP;
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
	int64_t n;
	int zero, one;

	if (names_number(x, cond, truth, &n))
		return val_const(n);
	zero = truth_with(x, e, cond, var, 0);
	one = truth_with(x, e, cond, var, 1);
	/* `if (v)`: on the false branch it is 0; of `if (v == 1)` it is not */
	if (zero == truth && one == !truth && x->f->exprs.v[cond].op != E_AND &&
	    (is_bool(variable_type(x, var)) ||
	     (truth_with(x, e, cond, var, 2) == !truth &&
	      truth_with(x, e, cond, var, -1) == !truth)))
		return val_const(0);
	return one == truth && zero == !truth ? true_value(x, var) : VAL_TOP;
}

void exec_refine(struct exec *x, struct env *e, expr_t cond, int var, int truth)
{
	struct alts in, out;
	val_t whole;

	if (var < 0)
		return;
	whole = e->v[var];
	if (whole == VAL_TOP) {
		e->v[var] = refined_unknown(x, e, cond, var, truth);
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
