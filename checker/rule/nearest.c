// SPDX-License-Identifier: GPL-2.0-only
/* The name that a misspelt one was probably meant to be. */
#include "rule/nearest.h"

#include <string.h>

#define LONGEST 64

/* Levenshtein's distance, one row of his table at a time. */
static size_t edit_distance(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b);
	size_t row[LONGEST + 1], diagonal, above;

	if (nb > LONGEST)
		return SIZE_MAX;
	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= na; i++) {
		diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			above = row[j];
			row[j] = diagonal + (a[i - 1] != b[j - 1]);
			if (above + 1 < row[j])
				row[j] = above + 1;
			if (row[j - 1] + 1 < row[j])
				row[j] = row[j - 1] + 1;
			diagonal = above;
		}
	}
	return row[nb];
}

void nearest_try(struct nearest *best, const char *wrong, const char *name)
{
	size_t d = edit_distance(wrong, name);

	if (d < best->distance && 2 * d <= strlen(name)) {
		best->name = name;
		best->distance = d;
	}
}
