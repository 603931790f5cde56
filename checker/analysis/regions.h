/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the regions begin that a rule names the ends of. */
#ifndef GFPCHECK_ANALYSIS_REGIONS_H
#define GFPCHECK_ANALYSIS_REGIONS_H

#include "analysis/ends.h"
#include "analysis/solve.h"

/** start_regions() - enter the functions that open a region. Which helpers
 * leave one open is known when they have run. */
void start_regions(struct solver *s);

/** region_call() - @ctx after a call with these @ends; if it tries to take a
 * lock: when it has. */
ctx_t region_call(const struct knowledge *k, struct region_ends ends,
		  ctx_t ctx);

/** region_inside() - @ctx as @fn is entered: which regions are open matters
 * only where one may be closed. */
ctx_t region_inside(const struct solver *s, func_t fn, ctx_t ctx);

/**
 * region_after() - what holds after a call.
 * @callee: was entered from @before by region_inside().
 * @exit: one of its ways out. What it opened stays open if every way out that
 *	returns the same, as far as is known, leaves it so: one that closes the
 *	region means that the others are paths we misjudge, or a bug of another
 *	kind.
 */
ctx_t region_after(const struct solver *s, const struct state *callee,
		   const struct exit_state *exit, ctx_t before);

#endif
