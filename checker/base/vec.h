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
#include <stdint.h>

#define VEC(...)                \
	struct {                \
		__VA_ARGS__ *v; \
		size_t n, cap;  \
	}

/* The same with small numbers, where there are very many arrays. */
#define VEC32(...)               \
	struct {                 \
		__VA_ARGS__ *v;  \
		uint32_t n, cap; \
	}

/** vec_grow() - room for @want elements of @size bytes; dies without memory. */
void *vec_grow(void *v, size_t *cap, size_t want, size_t size);

/** vec_room() - the next capacity that holds @want elements. */
size_t vec_room(size_t cap, size_t want);

/** vec_resize() - realloc() to @n elements of @size bytes, or die. */
void *vec_resize(void *v, size_t n, size_t size);

#define vec_reserve(V, want)                                               \
	((want) > (V)->cap ? (void)((V)->cap = vec_room((V)->cap, (want)), \
				    (V)->v = vec_resize((V)->v, (V)->cap,  \
							sizeof(*(V)->v)))  \
			   : (void)0)
#define vec_push(V, ...) \
	(vec_reserve(V, (V)->n + 1), (V)->v[(V)->n++] = (__VA_ARGS__))
#define vec_free(V) (vec_release((V)->v), (V)->v = NULL, (V)->n = (V)->cap = 0)
#define vec_clear(V) ((void)((V)->n = 0))

/**
 * sort_by_number() - sort by counting, in linear time; elements with the same
 * number keep their order.
 * @v: @n elements of @size bytes; it is freed.
 * @number: where in an element its uint32_t stands, which is < @end.
 * @first: gets, for each number up to @end, the index of the first element that
 *	has it or a greater one; free() it.
 * Return: the elements, sorted; dies without memory.
 */
void *sort_by_number(void *v, size_t n, size_t size, size_t number, size_t end,
		     uint32_t **first);

/** first_from() - of @n elements of @size bytes, sorted by @cmp, the index of
 * the first one that is not before @key; @n: all are. */
size_t first_from(const void *v, size_t n, size_t size, const void *key,
		  int (*cmp)(const void *a, const void *b));

/** vec_release() - free the memory of a vector; use vec_free(). */
void vec_release(void *v);

#endif
