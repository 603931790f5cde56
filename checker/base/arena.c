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
	_Alignas(16) char data[];
};

/* A piece of the file. Its note lies elsewhere: who walks along all of them
 * must not touch them. */
struct arena_piece {
	struct arena_piece *next;
	char *at;
	size_t n;
};

/* Return: bytes of files that are in our memory, 0 if nobody tells */
static size_t file_bytes(void)
{
	unsigned long size, resident, shared;
	FILE *f = fopen("/proc/self/statm", "re");
	size_t n = 0;

	if (f && fscanf(f, "%lu %lu %lu", &size, &resident, &shared) == 3)
		n = shared * (size_t)sysconf(_SC_PAGESIZE);
	if (f)
		fclose(f);
	return n;
}

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
	a->others = file_bytes();
}

static void leave_file(struct arena *a)
{
	if (a->file)
		close(a->file - 1);
	a->file = 0;
}

/* Return: 0, or -1 if the disk is full: what is to come is put in memory */
static int map_piece(struct arena *a, size_t size)
{
	size_t n = (size + FILE_CHUNK - 1) / FILE_CHUNK * FILE_CHUNK;
	struct arena_piece *p = malloc(sizeof(*p));
	char *at = MAP_FAILED;

	if (!p)
		die("out of memory");
	if (!posix_fallocate(a->file - 1, (off_t)a->mapped, (off_t)n))
		at = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED,
			  a->file - 1, (off_t)a->mapped);
	if (at == MAP_FAILED) {
		free(p);
		leave_file(a);
		return -1;
	}
	*p = (struct arena_piece){a->pieces, at, n};
	a->pieces = p;
	a->mapped += n;
	a->at = at;
	a->end = at + n;
	return 0;
}

static void new_chunk(struct arena *a, size_t size)
{
	size_t n = size > CHUNK ? size : CHUNK;
	struct arena_chunk *c;

	if (a->file && !map_piece(a, size))
		return;
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
	if ((size_t)(a->end - a->at) < size || !a->at)
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
	for (const struct arena_piece *p = a->pieces; p; p = p->next)
		madvise(p->at, p->n, MADV_DONTNEED);
}

void arena_rest_above(const struct arena *a, size_t most)
{
	if (a->pieces && file_bytes() > a->others + most)
		arena_rest(a);
}

void arena_free(struct arena *a)
{
	while (a->head) {
		struct arena_chunk *next = a->head->next;

		free(a->head);
		a->head = next;
	}
	while (a->pieces) {
		struct arena_piece *next = a->pieces->next;

		munmap(a->pieces->at, a->pieces->n);
		free(a->pieces);
		a->pieces = next;
	}
	leave_file(a);
	memset(a, 0, sizeof(*a));
}
