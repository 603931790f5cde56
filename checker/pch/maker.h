/* SPDX-License-Identifier: GPL-2.0-only */
/* Describing a shared header: what its parts share. See names-make.c. */
#ifndef GFPCHECK_PCH_MAKER_H
#define GFPCHECK_PCH_MAKER_H

#include "pch/names.h"

#define BY_COMMAND 0xffffffffu
#define BY_HEADER 0xfffffffeu /* the source of the shared header */

/* An include that was followed, or found to be there already. */
struct include {
	uint32_t line, to;
};

struct file {
	const char *path;
	uint32_t by, by_line; /* what included it first */
	uint32_t end;	      /* the first file that it does not lead to */
	const struct file_words *src;
	VEC(struct include) includes;
	VEC(struct lines) skipped; /* in order */
	uint64_t *closure;	   /* a bit for each file that it includes */
	enum { FRESH, OPEN, DONE } state;
};

struct macro {
	struct definition def;
	uint32_t line;
	uint32_t next; /* of the same hash, + 1 */
};

struct maker {
	struct arena mem;
	struct names *below;
	uint32_t first; /* of the files that are new */
	VEC(struct file) files;
	struct hashes known; /* their paths */
	struct search search;
	VEC(struct place) places; /* of all, sorted */
	size_t words;		  /* of a closure */
	uint64_t *always;	  /* what the command line includes */
	VEC(struct macro) macros;
	uint32_t *heads; /* of macros of one hash, + 1 */
	size_t mask;
	struct hashes passing;	   /* macros that a file takes back itself */
	struct hashes used, fresh; /* names; those that below does not know */
	VEC(uint64_t) queue, bodies;
	VEC(struct leak) leaks;
	struct hashes leaked;
	VEC(const char *) included; /* what includes name */
	struct hashes names;
};

/** file_of() - the number of the file at @path, + 1, or 0. @arg: the maker. */
uint32_t file_of(const char *path, void *arg);

/** sort_by_key() - sort records that begin with 64 bits by these. */
void sort_by_key(void *v, size_t n, size_t size);

static inline int has(const uint64_t *bits, uint32_t file)
{
	return bits[file / 64] >> file % 64 & 1;
}

static inline void set_bit(uint64_t *bits, uint32_t file)
{
	bits[file / 64] |= 1ull << file % 64;
}

/** macros_add() - all definitions that count, and #undefs; what was skipped. */
void macros_add(struct maker *m, const struct preprocessed *p);

/** macro_word() - the word of a definition, or NULL; of those below no line is
 * known. */
const struct word *macro_word(const struct maker *m, const struct macro *d);

/** macro_strings() - DEFINED_STRINGS, DEFINED_PURE: what a definition is. */
unsigned macro_strings(const struct maker *m, const struct macro *d);

/** macro_next() - the macros of that name: that behind @last, or the first if
 * that is NULL; NULL: there is none. */
static inline const struct macro *
macro_next(const struct maker *m, uint64_t name, const struct macro *last)
{
	uint32_t i = last ? last->next : m->heads[name & m->mask];

	while (i && m->macros.v[i - 1].def.name != name)
		i = m->macros.v[i - 1].next;
	return i ? &m->macros.v[i - 1] : NULL;
}

/** is_skipped() - was a word left out by a condition? Words come in order, and
 * so do the lines that were: @next is the first of these that may hold it. */
int is_skipped(const struct file *f, const struct word *w, size_t *next);

/** is_used() - does the text, here or below, depend on the name? */
int is_used(const struct maker *m, uint64_t name);

/** leaks_find() - names that a file uses and another defines. */
void leaks_find(struct maker *m);

/** maker_write() - the file beside @pch, on top of that of @base or NULL. */
int maker_write(struct maker *m, const char *pch, const char *base);

#endif
