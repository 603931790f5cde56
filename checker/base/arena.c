// SPDX-License-Identifier: GPL-2.0-only
/* Memory that is given back all at once. */
#include "base/arena.h"
#include "base/msg.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK (64u << 10)
#define FILE_CHUNK (8u << 20)

struct arena_chunk {
	struct arena_chunk *next;
	size_t mapped; /* bytes of the file, 0 = malloc() */
	_Alignas(16) char data[];
};

void arena_file(struct arena *a, const char *dir)
{
	char *name;
	int fd;

	if (asprintf(&name, "%s/.arena.tmpXXXXXX", dir) < 0)
		return;
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		unlink(name);
	free(name);
	a->file = fd + 1;
}

static void leave_file(struct arena *a)
{
	if (a->file)
		close(a->file - 1);
	a->file = 0;
}

/* Return: NULL if the disk is full: the rest is put in memory */
static struct arena_chunk *map_chunk(struct arena *a, size_t *n)
{
	size_t size = (sizeof(struct arena_chunk) + *n + FILE_CHUNK - 1) /
		      FILE_CHUNK * FILE_CHUNK;
	struct arena_chunk *c = MAP_FAILED;

	if (!posix_fallocate(a->file - 1, (off_t)a->mapped, (off_t)size))
		c = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED,
			 a->file - 1, (off_t)a->mapped);
	if (c == MAP_FAILED) {
		leave_file(a);
		return NULL;
	}
	a->mapped += size;
	c->mapped = size;
	*n = size - sizeof(*c);
	return c;
}

static void new_chunk(struct arena *a, size_t size)
{
	size_t n = size > CHUNK ? size : CHUNK;
	struct arena_chunk *c = a->file ? map_chunk(a, &n) : NULL;

	if (!c)
		c = calloc(1, sizeof(*c) + n);
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

void arena_rest(const struct arena *a)
{
	struct arena_chunk *next;

	for (struct arena_chunk *c = a->head; c; c = next) {
		next = c->next;
		if (c->mapped)
			madvise(c, c->mapped, MADV_DONTNEED);
	}
}

void arena_free(struct arena *a)
{
	while (a->head) {
		struct arena_chunk *next = a->head->next;

		if (a->head->mapped)
			munmap(a->head, a->head->mapped);
		else
			free(a->head);
		a->head = next;
	}
	leave_file(a);
	memset(a, 0, sizeof(*a));
}
