/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * States by what they are, not by when they were made: where two chains are
 * equally good the lower number is taken, and a change elsewhere in the tree
 * must not decide which.
 */
#ifndef GFPCHECK_ANALYSIS_ORDER_H
#define GFPCHECK_ANALYSIS_ORDER_H

#include "analysis/solve.h"

/**
 * states_order() - drop the states that nothing leads to any more (a callee's
 * result was known later), number the others by function, context, scope,
 * module and parameters, and sort their edges. Must come before anything that
 * keeps a state's number.
 */
void states_order(struct solver *s);

#endif
