/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Masks that a library puts into fields for the modules that call it:
 * usbip-core lowers the allocation mask of the socket that vhci-hcd gives it.
 */
#ifndef GFPCHECK_ANALYSIS_LENT_H
#define GFPCHECK_ANALYSIS_LENT_H

#include "analysis/homes.h"
#include "analysis/knowledge.h"

/** struct lent - module @home calls what stores @seed, a number in a mask
 * field, and which is another module's. */
struct lent {
	seed_t seed;
	sym_t home;
};

typedef VEC(struct lent) lent_set;

/**
 * lent_begin() - find them.
 * @calls: calls by name, in order of the callee; others are not looked at.
 * @first: func_t -> index of the first call of it.
 */
void lent_begin(lent_set *out, const struct knowledge *k,
		const struct call_edge *calls, const uint32_t *first);

/** lent_to() - the modules that @seed is stored for as well. Return: how many.
 */
size_t lent_to(const lent_set *l, seed_t seed, const struct lent **out);

/** lent_has() - is @seed stored for module @home as well? */
int lent_has(const lent_set *l, seed_t seed, sym_t home);

#endif
