/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory that is given back all at once. */
#ifndef GFPCHECK_BASE_ARENA_H
#define GFPCHECK_BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;
struct arena_piece;

/** struct arena - zero-initialise it; nothing else is needed. */
struct arena {
	struct arena_chunk *head;
	char *at, *end;
	size_t total;  /* bytes handed out, for --timings */
	int file;      /* its descriptor + 1, 0 = in memory */
	size_t mapped; /* bytes of all pieces */
	struct arena_piece *pieces, *editing;
	size_t others; /* bytes of other files that were in memory before */
};

/** arena_alloc() - @size zeroed bytes, 8-aligned, until arena_free(). */
void *arena_alloc(struct arena *a, size_t size);
/** arena_dup() - a copy of @size bytes. */
void *arena_dup(struct arena *a, const void *p, size_t size);
/** arena_strdup() - a copy of a string. */
char *arena_strdup(struct arena *a, const char *s);
/** arena_printf() - a formatted string. */
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/**
 * arena_file() - an empty arena may put into a file without a name what need
 * not stay in memory: see arena_rest().
 * @a: empty.
 * @dir: where the file is to be; if it cannot, the arena stays in memory.
 */
void arena_file(struct arena *a, const char *dir);
/**
 * arena_edit() - of an arena with a file, the last megabytes that were handed
 * out can be written to; the rest may be in the file, to be read only.
 * @p: the megabytes around it can be written to again, until this is said of
 *	another place; NULL: of none.
 */
void arena_edit(struct arena *a, const void *p);
/** arena_store() - arena_file() for an arena that need not be empty: what it
 * has is to be read only from now on, all of it, and may go into the file. */
void arena_store(struct arena *a, const char *dir);
/** arena_rest() - of an arena with a file, give the memory back for now: what
 * is used again is found in the file. What is there already costs microseconds
 * per megabyte used. */
void arena_rest(struct arena *a);
/** arena_rest_above() - the same, but only if more than about @most bytes of
 * it, and more than @all bytes of this process, are in memory, and of what is
 * not in the file yet only as much as is above @all, what was written to last
 * first. Asking costs less than finding them again. Return: 1 if so. */
int arena_rest_above(struct arena *a, size_t most, size_t all);
/** arena_free() - give everything back; the arena may be used again. */
void arena_free(struct arena *a);

#endif
