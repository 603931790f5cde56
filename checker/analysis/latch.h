/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Latches: `if (x->ready) return 0; if (make(x)) return -1; x->ready = 1;`.
 * The flag says that all between its test and its setting has succeeded.
 */
#ifndef GFPCHECK_ANALYSIS_LATCH_H
#define GFPCHECK_ANALYSIS_LATCH_H

#include "analysis/filled.h"

#define WHOLE_FLAG (~(uint64_t)0) /* bits of a latch: any that is not 0 */

/** known_ones() - bits that @value, stored in @member, has for sure if the
 * member had @before. */
uint64_t known_ones(const struct func *f, const struct expr *member,
		    expr_t value, uint64_t before);
/** has_bits() - are they all there? WHOLE_FLAG: any. */
int has_bits(uint64_t ones, uint64_t bits);

/**
 * latch_propose() - does block @block of @fn test a latch that set-up sets?
 * @member: what is tested; @x: its edge, bits and names are filled in.
 */
int latch_propose(const struct filled *c, const struct closed *x,
		  const struct expr *member);

/** latch_find_clears() - look for what clears the latches among c->closed: in
 * their modules, and in whatever was entered. */
void latch_find_clears(struct filled *c);

/** latch_holds() - nothing on the path clears it, and elsewhere only what
 * set-up runs when it fails. */
int latch_holds(const struct filled *c, const struct closed *x);

#endif
