// SPDX-License-Identifier: GPL-2.0-only
/* Typed growing arrays. */
#include "base/vec.h"
#include "base/msg.h"

#include <stdlib.h>

void *vec_grow(void *v, size_t *cap, size_t want, size_t size)
{
	size_t n = *cap ? *cap : 8;

	while (n < want)
		n *= 2;
	v = realloc(v, n * size);
	if (!v)
		die("out of memory (%zu bytes asked for)", n * size);
	*cap = n;
	return v;
}

void vec_release(void *v)
{
	free(v);
}
