/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is worth following: which functions can reach anything that matters,
 * and which parameters can change what happens there.
 */
#ifndef GFPCHECK_ANALYSIS_RELEVANCE_H
#define GFPCHECK_ANALYSIS_RELEVANCE_H

#include "analysis/homes.h"
#include "analysis/knowledge.h"
#include "analysis/lent.h"
#include "analysis/numbers.h"
#include "analysis/queues.h"
#include "analysis/requests.h"
#include "analysis/serving.h"

enum reach {
	REACH_EVENT = 1,  /* an allocation, hand-off, door or scope change */
	REACH_REGION = 2, /* a call that opens or closes a region */
	REACH_SCOPE = 4,  /* something that depends on the scope in force */
	REACH_ENDS = 32,  /* a call that ends a request, by named calls */
	REACH_FLAGS =
		64, /* it stores the task's flags, or is a helper around it */
	REACH_MASK = 16, /* its result depends on its parameters alone */
	/* there may be a reason to enter it */
	REACH_ENTERED = REACH_EVENT | REACH_REGION | REACH_FLAGS | REACH_MASK,
};

struct relevance {
	uint8_t *reach;	  /* func_t -> enum reach bits */
	uint32_t *params; /* func_t -> bit i: parameter i matters */
	struct homes homes;
	lent_set lent;
	struct numbers numbers;
	struct serving serving;
	uint8_t *setup; /* func_t -> enum setup */
};

/** may_enter() - is there a function that it can be worth to enter? */
int may_enter(const struct relevance *r, const struct graph *g, func_t fn);

/** relevant_home() - @home if the module can narrow anything that @fn
 * reaches, else 0: states that differ in nothing else are one. */
sym_t relevant_home(const struct relevance *r, func_t fn, sym_t home);

/** relevance_begin() - compute both tables; linear in calls and slots. */
void relevance_begin(struct relevance *r, const struct knowledge *k,
		     const struct ruled_calls *ruled,
		     struct queue_index *queues,
		     const struct given_index *given);
/** relevance_end() - give everything back. */
void relevance_end(struct relevance *r);

#endif
