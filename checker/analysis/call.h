/* SPDX-License-Identifier: GPL-2.0-only */
/* One call as it is executed: between calls.c and handoff.c. */
#ifndef GFPCHECK_ANALYSIS_CALL_H
#define GFPCHECK_ANALYSIS_CALL_H

#include "analysis/exec.h"

/** struct call - the call @i, number @instr, of @x with the values of @e. */
struct call {
	struct exec *x;
	const struct env *e;
	const struct instr *i;
	uint32_t instr;
	val_t *args;
};

/** call_arg() - argument @n, from 0; VAL_TOP if there is none. */
static inline val_t call_arg(const struct call *c, long n)
{
	if (n < 0 || n >= c->i->nargs)
		return VAL_TOP;
	return c->args[n];
}

/** call_from() - the function that calls. */
static inline func_t call_from(const struct call *c)
{
	return c->x->s->states.v[c->x->id]->fn;
}

/** call_handoff() - start what the object of a hand-off holds; what it may hold
 * and is lost is counted. */
void call_handoff(const struct call *c, const struct rule *rule);
/** call_wake() - start the threads that sleep on what the call wakes. */
void call_wake(const struct call *c, const struct rule *rule);
/** call_service() - keep that the call serves I/O, or waits, and for what.
 * @rule: NULL: it does neither. */
void call_service(const struct call *c, const struct rule *rule);

#endif
