/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Threads that run what is handed to them: a driver may give a kthread_worker
 * a thread of its own, which opens a scope and then runs the items for good.
 */
#ifndef GFPCHECK_ANALYSIS_RUNNERS_H
#define GFPCHECK_ANALYSIS_RUNNERS_H

#include "analysis/solve.h"

/** runners_begin() - look into all functions that begin to run items (`runner`
 * of a hand-off rule). Before any entry: hand-offs ask for the result. */
void runners_begin(struct solver *s);

/** runner_note() - a task begins to run items in @scope, by a call of @fn. */
void runner_note(struct solver *s, const struct rule *handoff, func_t fn,
		 uint32_t instr, uint8_t scope);

/** runner_of() - who runs what @home hands off; NULL: no thread of its own. */
const struct runner *runner_of(const struct solver *s,
			       const struct rule *handoff, sym_t home);

/** runner_scope() - in which scope a task starts that @home handed off: none,
 * unless all its threads that run such items have opened one. */
uint8_t runner_scope(struct solver *s, const struct rule *handoff, sym_t home);

#endif
