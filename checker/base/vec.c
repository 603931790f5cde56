// SPDX-License-Identifier: GPL-2.0-only
/* Typed growing arrays. */
#include "base/vec.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

size_t vec_room(size_t cap, size_t want)
{
	size_t n = cap ? cap : 8;

	while (n < want)
		n *= 2;
	return n;
}

void *vec_resize(void *v, size_t n, size_t size)
{
	return mem_resize(v, n, size);
}

void *vec_grow(void *v, size_t *cap, size_t want, size_t size)
{
	*cap = vec_room(*cap, want);
	return vec_resize(v, *cap, size);
}

void *sort_by_number(void *v, size_t n, size_t size, size_t number, size_t end,
		     uint32_t **first)
{
	char *sorted = mem_resize(NULL, n + 1, size);
	uint32_t *at = mem_zeroed(end, sizeof(*at)), x;

	for (size_t i = 0; i < n; i++) {
		memcpy(&x, (char *)v + i * size + number, sizeof(x));
		at[x + 1]++;
	}
	for (size_t i = 1; i <= end; i++)
		at[i] += at[i - 1];
	for (size_t i = 0; i < n; i++) {
		memcpy(&x, (char *)v + i * size + number, sizeof(x));
		memcpy(sorted + at[x]++ * size, (char *)v + i * size, size);
	}
	memmove(at + 1, at, end * sizeof(*at));
	at[0] = 0;
	free(v);
	*first = at;
	return sorted;
}

void vec_release(void *v)
{
	free(v);
}

size_t first_from(const void *v, size_t n, size_t size, const void *key,
		  int (*cmp)(const void *a, const void *b))
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (cmp((const char *)v + mid * size, key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}
