/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What set-up has settled: `if (!x->table) x->table = alloc();` allocates on
 * the path only if set-up has not run the same before, or if something on the
 * path empties the member again.
 */
#ifndef GFPCHECK_ANALYSIS_SETTLED_H
#define GFPCHECK_ANALYSIS_SETTLED_H

#include "analysis/solve.h"

/**
 * settled_prune() - take away the edges and sites of states that stand behind
 * a guard which set-up (rules: `setup`) has closed for good. What is on the
 * path must be known: continues_mark() comes first. It is marked anew when
 * anything was taken away.
 */
void settled_prune(struct solver *s);

#endif
