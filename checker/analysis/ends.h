/* SPDX-License-Identifier: GPL-2.0-only */
/* What a call opens and closes. */
#ifndef GFPCHECK_ANALYSIS_ENDS_H
#define GFPCHECK_ANALYSIS_ENDS_H

#include "analysis/knowledge.h"

/** struct region_ends - the regions that begin and end with a call, or NULL. */
struct region_ends {
	const struct rule *opens, *closes;
	enum { SURE, IF_ONE, IF_ZERO } opens_if; /* that is what it returns */
};
/**
 * region_ends() - what a call opens and closes.
 * @callee: called there, by its name or through a pointer.
 * @f, @in: the call: a lock is a region if its argument is the address of a
 *	field that a region names.
 */
struct region_ends region_ends(const struct knowledge *k, func_t callee,
			       const struct func *f, const struct instr *in);

/** takes_lock() - is @fn itself what takes a lock, or tries or asks for one? */
int takes_lock(const struct knowledge *k, func_t fn);

#endif
