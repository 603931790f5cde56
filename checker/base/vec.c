// SPDX-License-Identifier: GPL-2.0-only
/* Typed growing arrays. */
#include "base/vec.h"
#include "base/msg.h"

#include <stdlib.h>

size_t vec_room(size_t cap, size_t want)
{
	size_t n = cap ? cap : 8;

	while (n < want)
		n *= 2;
	return n;
}

void *vec_resize(void *v, size_t n, size_t size)
{
	v = realloc(v, n * size);
	if (!v)
		die("out of memory (%zu bytes asked for)", n * size);
	return v;
}

void *vec_grow(void *v, size_t *cap, size_t want, size_t size)
{
	*cap = vec_room(*cap, want);
	return vec_resize(v, *cap, size);
}

void vec_release(void *v)
{
	free(v);
}
