/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which hand-offs go on with I/O. A task that is started on an I/O path, and
 * neither ends I/O nor lets it move on nor completes what somebody on an I/O
 * path waits for, only announces something: nothing waits for it, and what it
 * allocates is no business of the path.
 */
#ifndef GFPCHECK_ANALYSIS_CONTINUES_H
#define GFPCHECK_ANALYSIS_CONTINUES_H

#include "analysis/solve.h"

/** continues_mark() - set edge_out.idle of the hand-offs that do not, and
 * flag their instructions as ANNOUNCES; after solve(). */
void continues_mark(struct solver *s);

#endif
