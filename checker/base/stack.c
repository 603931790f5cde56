// SPDX-License-Identifier: GPL-2.0-only
/* Memory that is given back in the reverse order of taking. */
#include "base/stack.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK (64u << 10)

/* The chunk after the one in use, with room for @size bytes. */
static void next_chunk(struct stack *s, size_t size)
{
	size_t want = size > CHUNK ? size : CHUNK;
	struct stack_chunk *c;

	s->chunk += s->chunks.n > 0;
	s->at = 0;
	if (s->chunk == s->chunks.n)
		vec_push(&s->chunks, (struct stack_chunk){0});
	c = &s->chunks.v[s->chunk];
	if (c->size >= size)
		return;
	free(c->data);
	c->data = malloc(want);
	if (!c->data)
		die("out of memory (%zu bytes asked for)", want);
	c->size = want;
}

void *stack_take(struct stack *s, size_t size)
{
	void *p;

	size = (size + 7) & ~(size_t)7;
	if (!s->chunks.n || s->chunks.v[s->chunk].size - s->at < size)
		next_chunk(s, size);
	p = s->chunks.v[s->chunk].data + s->at;
	s->at += size;
	return p;
}

struct stack_mark stack_mark(const struct stack *s)
{
	return (struct stack_mark){s->chunk, s->at};
}

void stack_release(struct stack *s, struct stack_mark m)
{
	s->chunk = m.chunk;
	s->at = m.at;
}

void stack_free(struct stack *s)
{
	for (size_t i = 0; i < s->chunks.n; i++)
		free(s->chunks.v[i].data);
	vec_free(&s->chunks);
	memset(s, 0, sizeof(*s));
}
