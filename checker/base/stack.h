/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that is given back in the reverse order of taking, as calls nest.
 *
 *	struct stack_mark m = stack_mark(&s);
 *	int *v = stack_take(&s, n * sizeof(*v));
 *	...
 *	stack_release(&s, m);
 */
#ifndef GFPCHECK_BASE_STACK_H
#define GFPCHECK_BASE_STACK_H

#include "base/vec.h"

/** struct stack - zero-initialise it; nothing else is needed. */
struct stack {
	VEC(struct stack_chunk {
		char *data;
		size_t size;
	})
	chunks;
	size_t chunk, at; /* the chunk in use, and what is taken of it */
};

struct stack_mark {
	size_t chunk, at;
};

/** stack_take() - @size bytes, 8-aligned and not zeroed. */
void *stack_take(struct stack *s, size_t size);
/** stack_mark() - what is taken from now on can be released together. */
struct stack_mark stack_mark(const struct stack *s);
/** stack_release() - give back all that was taken since @m. */
void stack_release(struct stack *s, struct stack_mark m);
/** stack_free() - give everything back to the system. */
void stack_free(struct stack *s);

#endif
