/* SPDX-License-Identifier: GPL-2.0-only */
/* Which variables are looked at again behind the beginning of a block. */
#ifndef GFPCHECK_ANALYSIS_LIVE_H
#define GFPCHECK_ANALYSIS_LIVE_H

#include "analysis/code.h"

/**
 * live_variables() - fill in what @c says of variables, by the usual backward
 * analysis (Aho, Lam, Sethi, Ullman, 9.2.5), in which what fills a variable
 * that is not live is no use of others. A use is what exec.c evaluates: no base
 * of a member, no argument of a call that does nothing.
 * @c: of @fn; its blocks are in order, and what they ask about is known. It is
 *	kept in s->code_mem.
 */
void live_variables(struct solver *s, func_t fn, struct code *c);

#endif
