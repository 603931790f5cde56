/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Requests to shared code that may sleep or not, as a flag in them says: a
 * module gives its requests their flags in one place and has them served in
 * another.
 */
#ifndef GFPCHECK_ANALYSIS_REQUESTS_H
#define GFPCHECK_ANALYSIS_REQUESTS_H

#include "analysis/knowledge.h"
#include "analysis/ruled.h"

/** struct given - the flags that a module gives its requests. */
struct given {
	const struct rule *rule;
	sym_t home;		/* or folder */
	uint8_t lets, lets_not; /* the flag is there, is not; both: either */
	struct origin at;	/* where it is there */
};

struct given_index {
	VEC(struct given) all; /* by rule and module */
};

/** given_begin() - find where flags are given. */
void given_begin(struct given_index *g, const struct knowledge *k,
		 const struct ruled_calls *calls);
/** given_end() - give everything back. */
void given_end(struct given_index *g);

/** given_for() - what the requests say that @fn has served: its module gives
 * the flags, or @home, whose I/O it is, or the code beside it. NULL = nothing
 * is known. */
const struct given *given_for(const struct given_index *x,
			      const struct graph *g, const struct rule *rule,
			      func_t fn, sym_t home);

#endif
