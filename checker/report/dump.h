/* SPDX-License-Identifier: GPL-2.0-only */
/* Each stage as text, sorted: what its tests look at. */
#ifndef GFPCHECK_REPORT_DUMP_H
#define GFPCHECK_REPORT_DUMP_H

#include "analysis/solve.h"

/**
 * struct dump - where the text goes and what is wanted.
 * @out: takes the text.
 * @paths: files below one of these; none = all.
 * @npaths: their number.
 * @rules: what dump_rules() is of.
 */
struct dump {
	struct buf *out;
	const char *const *paths;
	size_t npaths;
	const struct rules *rules;
};

/** dump_facts() - all facts of a unit, if its source is below the paths. */
void dump_facts(const struct dump *d, const struct summary *s);
/** dump_calls() - `FILE:LINE CALLER -> CALLEE`, `-> *PLACE` for a pointer. */
void dump_calls(const struct dump *d, const struct graph *g);
/** dump_slots() - every slot, what may stand in it and what put it there. */
void dump_slots(const struct dump *d, const struct graph *g);
/** dump_graph() - every function and what it may call. */
void dump_graph(const struct dump *d, const struct graph *g);
/** dump_rules() - every function and field that a rule names, and how many
 * functions it means here; all of them, whatever the paths. */
void dump_rules(const struct dump *d, const struct graph *g);
/** dump_states() - every state of the solver and how it ends. */
void dump_states(const struct dump *d, const struct solver *s);

#endif
