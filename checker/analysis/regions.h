/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the regions begin that a rule names the ends of. */
#ifndef GFPCHECK_ANALYSIS_REGIONS_H
#define GFPCHECK_ANALYSIS_REGIONS_H

#include "analysis/solve.h"

/** start_regions() - enter the functions that open a region. Which helpers
 * leave one open is known when they have run. */
void start_regions(struct solver *s);

#endif
