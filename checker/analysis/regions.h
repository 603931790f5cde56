/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the regions begin that a rule names the ends of. */
#ifndef GFPCHECK_ANALYSIS_REGIONS_H
#define GFPCHECK_ANALYSIS_REGIONS_H

#include "analysis/solve.h"

/** start_regions() - enter the functions that open a region. Which helpers
 * leave one open is known when they have run. */
void start_regions(struct solver *s);

/**
 * region_left_open() - contexts that every way out of @st leaves open and that
 * were not open @before. One way out that closes the region means that the
 * others are paths we misjudge, or a bug of another kind.
 */
uint8_t region_left_open(const struct state *st, uint8_t before);

#endif
