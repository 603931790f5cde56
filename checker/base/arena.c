// SPDX-License-Identifier: GPL-2.0-only
/* Memory that is given back all at once. */
#include "base/arena.h"
#include "base/msg.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK (64u << 10)

struct arena_chunk {
	struct arena_chunk *next;
	_Alignas(16) char data[];
};

static void new_chunk(struct arena *a, size_t size)
{
	size_t n = size > CHUNK ? size : CHUNK;
	struct arena_chunk *c = calloc(1, sizeof(*c) + n);

	if (!c)
		die("out of memory (%zu bytes asked for)", n);
	c->next = a->head;
	a->head = c;
	a->at = c->data;
	a->end = c->data + n;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p;

	size = (size + 7) & ~(size_t)7;
	if ((size_t)(a->end - a->at) < size || !a->head)
		new_chunk(a, size);
	p = a->at;
	a->at += size;
	a->total += size;
	return p;
}

void *arena_dup(struct arena *a, const void *p, size_t size)
{
	void *q = arena_alloc(a, size);

	if (size)
		memcpy(q, p, size);
	return q;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_dup(a, s, strlen(s) + 1);
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char *s;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	s = arena_alloc(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, again);
	va_end(again);
	va_end(ap);
	return s;
}

void arena_free(struct arena *a)
{
	while (a->head) {
		struct arena_chunk *next = a->head->next;

		free(a->head);
		a->head = next;
	}
	memset(a, 0, sizeof(*a));
}
