/* SPDX-License-Identifier: GPL-2.0-only */
/* The inside of relevance_begin(): what its passes hand to each other. */
#ifndef GFPCHECK_ANALYSIS_CLOSURE_H
#define GFPCHECK_ANALYSIS_CLOSURE_H

#include "analysis/relevance.h"

/** struct owned - a function in a work item or timer, by its owner. */
struct owned {
	sym_t strct, field;
	uint32_t global;
	seed_t seed;
	const struct rule *rule; /* the hand-off that runs it */
};

/** struct closure - of the call graph, in the making. */
struct closure {
	const struct knowledge *k;
	const struct graph *g;
	const struct given_index *given;
	struct queue_index *queues;
	struct relevance *out;
	VEC(struct call_edge) calls;
	uint32_t *first; /* callee -> index in calls */
	VEC(func_t) work;
	uint8_t *queued;
	struct callee {
		const struct rule *hands_off;
		uint8_t known, reach, followed;
	} * callees; /* func_t: what a call by name means for the caller */
	VEC(struct owned) owned;
};

/** closure_owned() - the functions in the object whose address an argument is,
 * whatever runs them. Return: how many. */
size_t closure_owned(const struct closure *c, const struct func *f, expr_t arg,
		     const struct owned **out);
/** closure_takes_mask() - a mask that is passed to the functions of @all may be
 * judged where it is passed. */
int closure_takes_mask(const struct graph *g, const seed_set *all);

/** narrows_close() - which modules narrow what functions reach, once the calls
 * and who may be entered are known: relevance.homes. */
void narrows_close(struct closure *c);

#endif
