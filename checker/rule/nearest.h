/* SPDX-License-Identifier: GPL-2.0-only */
/* The name that a misspelt one was probably meant to be. */
#ifndef GFPCHECK_RULE_NEAREST_H
#define GFPCHECK_RULE_NEAREST_H

#include <stddef.h>
#include <stdint.h>

/** struct nearest - the best name so far; start with NEAREST_INIT. */
struct nearest {
	const char *name; /* NULL: none is near enough */
	size_t distance;
};

#define NEAREST_INIT           \
	{                      \
		NULL, SIZE_MAX \
	}

/**
 * nearest_try() - keep @name if it is nearer to @wrong than those before.
 * Nearer is fewer letters inserted, dropped or replaced (Levenshtein 1966); a
 * name of which more than half would have to change is never kept.
 */
void nearest_try(struct nearest *best, const char *wrong, const char *name);

#endif
