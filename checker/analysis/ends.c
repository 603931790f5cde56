// SPDX-License-Identifier: GPL-2.0-only
/* What a call opens and closes: by its name, or by the lock that it takes. */
#include "analysis/ends.h"

static int names_field(const rule_slots *s, const struct expr *e)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].strct == e->name && s->v[i].field == e->field)
			return 1;
	return 0;
}

/* guard(mutex)(&x->lock): the variable that is released is what taking the lock
 * gave. Return: that call, or NULL. */
static const struct instr *call_that_gave(const struct func *f,
					  const struct expr *local)
{
	const struct expr *gave = NULL;

	for (size_t i = 0; i < f->instrs.n && !gave; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *to = &f->exprs.v[in->a];

		if (in->op == I_STORE && to->op == E_LOCAL &&
		    to->num == local->num && f->exprs.v[in->b].op == E_CALL)
			gave = &f->exprs.v[in->b];
	}
	for (size_t i = 0; gave && i < f->instrs.n; i++)
		if (f->instrs.v[i].op == I_CALL &&
		    f->instrs.v[i].b == (expr_t)gave->num)
			return &f->instrs.v[i];
	return NULL;
}

/* Return: that whose address is argument @arg, or NULL */
static const struct expr *passed(const struct func *f, const struct instr *in,
				 long arg)
{
	const struct expr *e;

	if (!in || arg >= in->nargs)
		return NULL;
	e = &f->exprs.v[f->args.v[in->args + arg]];
	return e->op == E_ADDR ? &f->exprs.v[e->a] : NULL;
}

static const struct expr *locked_field(const struct func *f,
				       const struct instr *in, long arg)
{
	const struct expr *e = passed(f, in, arg);

	if (e && e->op == E_LOCAL)
		e = passed(f, call_that_gave(f, e), arg);
	return e && e->op == E_FIELD ? e : NULL;
}

/* The region that lasts as long as the lock is held that a call takes. */
static const struct rule *region_of_lock(const struct knowledge *k,
					 const struct rule *lock,
					 const struct func *f,
					 const struct instr *in)
{
	/* the first, if none is named */
	const struct expr *e = locked_field(f, in, lock->key[KEY_arg].num);

	for (size_t i = 0; e && i < k->nregions; i++)
		if (names_field(&k->regions[i].rule->key[KEY_locks].slots, e))
			return k->regions[i].rule;
	return NULL;
}

struct region_ends region_ends(const struct knowledge *k, func_t callee,
			       const struct func *f, const struct instr *in)
{
	const struct fn_rules *r = fn_all_rules(k, callee);
	struct region_ends ends = {0};

	if (!r)
		return ends;
	ends.opens = r->opens;
	ends.closes = r->closes;
	if (r->of[RULE_lock]) {
		ends.opens = region_of_lock(k, r->of[RULE_lock], f, in);
	} else if (r->tries || r->asks) {
		ends.opens =
			region_of_lock(k, r->tries ? r->tries : r->asks, f, in);
		if (ends.opens)
			ends.opens_if = r->tries ? IF_ONE : IF_ZERO;
	}
	if (r->releases)
		ends.closes = region_of_lock(k, r->releases, f, in);
	return ends;
}

int takes_lock(const struct knowledge *k, func_t fn)
{
	const struct fn_rules *r = fn_all_rules(k, fn);

	return r && (r->of[RULE_lock] || r->tries || r->asks);
}
