/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How many conditions stand between the beginning of a function and one of its
 * calls. Of two chains the one that asks for less is easier to believe.
 */
#ifndef GFPCHECK_FINDINGS_CONDITIONS_H
#define GFPCHECK_FINDINGS_CONDITIONS_H

#include "graph/graph.h"

struct conditions {
	const struct graph *g;
	struct arena mem;
	const uint8_t **of; /* func_t -> a number for each instruction; NULL =
			       not asked yet */
};

/** conditions_begin() - nothing is looked at before it is asked for. */
void conditions_begin(struct conditions *x, const struct graph *g);
/** conditions_end() - give everything back. */
void conditions_end(struct conditions *x);

/**
 * conditions_at() - the conditions that must hold for @instr of @fn to be
 * reached, those left out that only lead out of the function early. A loop
 * counts as a condition: there may be nothing to go through. Return: how many,
 * MAX_CONDITIONS at most.
 */
unsigned conditions_at(struct conditions *x, func_t fn, uint32_t instr);

#define MAX_CONDITIONS 6

#endif
