/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Typed growing arrays.
 *
 *	VEC(struct step) steps = {0};
 *	vec_push(&steps, (struct step){...});
 *	for (size_t i = 0; i < steps.n; i++) use(&steps.v[i]);
 *	vec_free(&steps);
 */
#ifndef GFPCHECK_BASE_VEC_H
#define GFPCHECK_BASE_VEC_H

#include <stddef.h>

#define VEC(...)                \
	struct {                \
		__VA_ARGS__ *v; \
		size_t n, cap;  \
	}

/** vec_grow() - room for @want elements of @size bytes; dies without memory. */
void *vec_grow(void *v, size_t *cap, size_t want, size_t size);

#define vec_reserve(V, want)                                           \
	((want) > (V)->cap                                             \
		 ? (void)((V)->v = vec_grow((V)->v, &(V)->cap, (want), \
					    sizeof(*(V)->v)))          \
		 : (void)0)
#define vec_push(V, ...) \
	(vec_reserve(V, (V)->n + 1), (V)->v[(V)->n++] = (__VA_ARGS__))
#define vec_free(V) (vec_release((V)->v), (V)->v = NULL, (V)->n = (V)->cap = 0)
#define vec_clear(V) ((void)((V)->n = 0))

/** vec_release() - free the memory of a vector; use vec_free(). */
void vec_release(void *v);

#endif
