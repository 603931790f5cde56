/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Work that goes on with I/O, against work that only announces something.
 *
 * A function serves I/O if it makes, or reaches, a call that a rule knows for
 * that: it ends a request, lets stopped requests move on, or completes what a
 * function of its module waits for. Code that everybody passes (a layer, a
 * `common` rule) says nothing of who came in: what it serves is its own.
 */
#ifndef GFPCHECK_ANALYSIS_SERVING_H
#define GFPCHECK_ANALYSIS_SERVING_H

#include "analysis/homes.h"
#include "analysis/knowledge.h"
#include "analysis/ruled.h"

struct serving {
	func_t *towards; /* func_t -> callee on the shortest way to the call
			  * that serves; itself: it makes the call; 0 = none */
	uint32_t *call;	 /* func_t -> that call's instruction */
};

/**
 * serving_begin() - for all functions.
 * @calls: all edges, sorted by callee; @first: func_t -> index in @calls.
 */
void serving_begin(struct serving *s, const struct knowledge *k,
		   const struct ruled_calls *ruled,
		   const struct call_edge *calls, const uint32_t *first);
/** serving_rule() - the rule of the call that @fn serves I/O by, or NULL; of
 * a waiter's rule the object is not asked again. */
const struct rule *serving_rule(const struct serving *s,
				const struct knowledge *k, func_t fn);
/** serving_common() - why what @fn serves is only its own, or NULL. */
const struct rule *serving_common(const struct knowledge *k, func_t fn);
/**
 * next_keeper() - where else a function keeps the address @object of one of its
 * variables: `x->done = &done;`. @at: 0 at first, then as it was left.
 * Return: the member, or NULL: no more.
 */
const struct expr *next_keeper(const struct func *f, expr_t object, size_t *at);
/** serving_ends() - does @fn, or what it calls in its module a few calls away,
 * end a request? */
int serving_ends(const struct knowledge *k, func_t fn);
/** serving_end() - give everything back. */
void serving_end(struct serving *s);

#endif
