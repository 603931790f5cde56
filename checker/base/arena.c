// SPDX-License-Identifier: GPL-2.0-only
/* Memory that is given back all at once. */
#include "base/arena.h"
#include "base/mem.h"
#include "base/msg.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK (64u << 10)
#define FILE_PIECE (4 * MEM_LARGE)
#define FILE_WRITE (64u << 10)

struct arena_chunk {
	struct arena_chunk *next;
	_Alignas(16) char data[];
};

/* Many large pages: of an arena in a file, a piece of the file. Its note lies
 * elsewhere: who walks along all of them must not touch them. */
struct arena_piece {
	struct arena_piece *next;
	char *at;
	size_t n;
	off_t offset; /* in the file */
	int filed;    /* it is a mapping of the file, to be read only */
};

/* What of us is in memory, in bytes. */
struct held {
	size_t all, files;
};

/* Return: nothing if nobody tells */
static struct held held(void)
{
	unsigned long size, resident, shared;
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	FILE *f = fopen("/proc/self/statm", "re");
	struct held h = {0};

	if (f && fscanf(f, "%lu %lu %lu", &size, &resident, &shared) == 3)
		h = (struct held){resident * page, shared * page};
	if (f)
		fclose(f);
	return h;
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
	a->others = held().files;
}

/* What is written at once is kept, and mapped, at once where the system can:
 * not too much, most of what is looked at lies here and there. */
static int write_all(int fd, const char *p, size_t n, off_t at)
{
	while (n) {
		ssize_t done =
			pwrite(fd, p, n < FILE_WRITE ? n : FILE_WRITE, at);

		if (done <= 0)
			return -1;
		p += done;
		n -= (size_t)done;
		at += done;
	}
	return 0;
}

static void leave_file(struct arena *a)
{
	if (a->file)
		close(a->file - 1);
	a->file = 0;
}

/* What was written in memory goes to the file when memory is short: faster than
 * to a mapping of it, page by page. If the disk is full, all that is not there
 * stays in memory. */
static void file_piece(struct arena *a, struct arena_piece *p)
{
	if (!a->file || !p || p->filed)
		return;
	if (write_all(a->file - 1, p->at, p->n, p->offset) ||
	    mmap(p->at, p->n, PROT_READ, MAP_SHARED | MAP_FIXED, a->file - 1,
		 p->offset) == MAP_FAILED) {
		leave_file(a);
		return;
	}
	p->filed = 1;
}

void arena_store(struct arena *a, const char *dir)
{
	if (!a->file)
		arena_file(a, dir);
	a->at = a->end;
}

/* Return: 0, or -1: no memory */
static int new_piece(struct arena *a, size_t size)
{
	size_t unit = a->file ? FILE_PIECE : MEM_LARGE;
	size_t n = (size + unit - 1) / unit * unit;
	struct arena_piece *p = malloc(sizeof(*p));
	char *at = p ? mem_pages(n) : NULL;

	if (!at) {
		free(p);
		return -1;
	}
	*p = (struct arena_piece){a->pieces, at, n, (off_t)a->mapped, 0};
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

	if ((a->file || a->total >= MEM_LARGE / 2) && !new_piece(a, size))
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

static int is_in(const struct arena_piece *piece, const char *p)
{
	return piece && p >= piece->at && p < piece->at + piece->n;
}

/* The piece is memory of our own again. */
static void fetch_piece(struct arena_piece *p)
{
	char *own = mem_pages(p->n);

	if (!own)
		die("out of memory (%zu bytes asked for)", p->n);
	memcpy(own, p->at, p->n);
	if (mremap(own, p->n, p->n, MREMAP_MAYMOVE | MREMAP_FIXED, p->at) ==
	    MAP_FAILED)
		die("out of memory (%zu bytes asked for)", p->n);
	p->filed = 0;
}

void arena_edit(struct arena *a, const void *p)
{
	if (is_in(a->editing, p))
		return;
	a->editing = a->pieces;
	while (a->editing && !is_in(a->editing, p))
		a->editing = a->editing->next;
	if (a->editing && a->editing->filed)
		fetch_piece(a->editing);
}

static int may_be_written_to(const struct arena *a, const struct arena_piece *p)
{
	return p == a->editing || (p == a->pieces && a->at < a->end);
}

/* Return: 1: it is in the file only */
static int rest_piece(struct arena *a, struct arena_piece *p)
{
	if (!may_be_written_to(a, p))
		file_piece(a, p);
	if (p->filed)
		madvise(p->at, p->n, MADV_DONTNEED);
	return p->filed;
}

void arena_rest(struct arena *a)
{
	for (struct arena_piece *p = a->pieces; p; p = p->next)
		rest_piece(a, p);
}

/* Return: bytes of it that are in memory as parts of the file */
static size_t filed_of(const struct arena *a, struct held h)
{
	return h.files > a->others ? h.files - a->others : 0;
}

/* Return: bytes of it that are in memory */
static size_t held_of(const struct arena *a, struct held h)
{
	size_t n = filed_of(a, h);

	for (const struct arena_piece *p = a->pieces; p; p = p->next)
		n += p->filed ? 0 : p->n;
	return n;
}

/* Of what is gone through from one end to the other, again and again, what was
 * passed last is needed last. Return: @over less what rests now. */
static size_t rest_some(struct arena *a, struct arena_piece *from,
			const struct arena_piece *to, size_t over)
{
	for (struct arena_piece *p = from; p != to && over; p = p->next)
		if (!p->filed && rest_piece(a, p))
			over -= p->n < over ? p->n : over;
	return over;
}

int arena_rest_above(struct arena *a, size_t most, size_t all)
{
	struct held h = a->pieces ? held() : (struct held){0};
	size_t over = h.all > all ? h.all - all : 0;

	if (!over || held_of(a, h) <= most)
		return 0;
	for (struct arena_piece *p = a->pieces; p; p = p->next)
		if (p->filed)
			rest_piece(a, p);
	over -= filed_of(a, h) < over ? filed_of(a, h) : over;
	if (a->editing)
		over = rest_some(a, a->editing, NULL, over);
	rest_some(a, a->pieces, a->editing, over);
	return 1;
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
