/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a shared header does to names, beside the header in a file of its own:
 * which files it was made of, what they include, what macros they define, and
 * where one of them uses what another defines without including it. It tells
 * whether a unit would read the same without the header: pch_fits().
 */
#ifndef GFPCHECK_PCH_NAMES_H
#define GFPCHECK_PCH_NAMES_H

#include "pch/text.h"

/* with this, a name whose definition, be it what it may, is asked for */
#define NAME_TESTED 0x5bd1e995a5a5a5a5u
/* with this, one that a macro stands for that the text depends on */
#define NAME_IN_BODY 0x71374491428a2f98u
/* with this, one that something is declared by */
#define NAME_DECLARED 0x3c6ef372fe94f82bu

/**
 * struct definition - a file that defines a macro, or makes one undefined.
 * @flags: WORD_CALL, WORD_DEFAULT, WORD_SELF; DEFINED_NOT; DEFINED_STRINGS: it
 *	stands for strings, if its parameters do; DEFINED_PURE: in any case.
 */
enum { DEFINED_NOT = 256, DEFINED_STRINGS = 512, DEFINED_PURE = 1024 };

struct definition {
	uint64_t name;
	uint32_t file, flags;
	uint32_t body, nbody; /* names in it: names.bodies */
};

/**
 * struct leak - @file uses a name for which @of, which it has not included
 * until there, has a macro. The header was read with the macro (LEAK_BEFORE),
 * without (LEAK_AFTER), or the name is in the body of a macro (LEAK_LAZY).
 * @how: how they were read, one to the other.
 * @name: if all that @file does is to define that name where it is not defined;
 *	or 0.
 * @last: the same, and in any order the definition of @of is the last.
 * @strings: the same, and the definition of @file is one of strings.
 */
struct leak {
	uint64_t name;
	uint32_t file, of;
	uint8_t kind, how, last, strings;
	uint32_t unused; /* all of it is written, and is to be the same */
};

enum { LEAK_BEFORE, LEAK_AFTER, LEAK_LAZY };

enum order { ORDER_AFTER, ORDER_BEFORE, ORDER_WITHIN, ORDER_AROUND };

/** struct lines - lines of a file, without these two, that were not read. */
struct lines {
	uint32_t file, from, to;
};

/** struct place - where a file is. @flags: PLACE_ALWAYS: the command line
 * includes it; PLACE_BLANK: all of it was skipped, by a condition. */
enum { PLACE_ALWAYS = 1, PLACE_BLANK = 2 };

struct place {
	uint64_t path; /* its hash */
	uint32_t file, flags;
};

/**
 * struct names - what one shared header adds to that below it. Files have
 * numbers, in the order in which they were read; those below come first.
 */
struct names {
	struct names *below;
	void *map;
	size_t size;
	uint64_t sum;
	uint32_t first, nfiles; /* its files: first .. first + nfiles */
	const uint64_t *used;	/* sorted names that its text depends on */
	const struct definition *defs; /* sorted by name */
	const uint64_t *bodies;
	const struct place *places; /* sorted by path */
	const struct leak *leaks;
	const struct lines *skipped;
	const uint32_t *edges;	    /* a file for each of their includes */
	const uint32_t *first_edge; /* of each file, and the end */
	size_t nused, ndefs, nbodies, nleaks, nskipped, nedges;
	const char **paths, **dirs, **included; /* files; folders searched; what
						includes name, sorted */
	size_t ndirs, nincluded;
};

/** struct entered - a file that was read, and the one that included it first,
 * in which line; NULL: the command line. */
struct entered {
	const char *path, *by;
	uint32_t line;
};

/** struct said - what a line of a file says: an include of @to, or a macro. */
struct said {
	const char *path, *to;
	uint64_t macro;
	uint32_t line, call;
};

/** struct skipped - what a condition has left out of a file. */
struct skipped {
	const char *path;
	struct lines lines;
};

/**
 * struct preprocessed - what the preprocessor did.
 * @files: in the order in which they were read.
 * @said: includes, and definitions of macros.
 * @skipped: what a condition has left out.
 */
struct preprocessed {
	VEC(struct entered) files;
	VEC(struct said) said;
	VEC(struct skipped) skipped;
};

/** names_path() - where those of a precompiled header are. */
char *names_path(struct arena *mem, const char *pch);

/** names_open() - those of a precompiled header and of all below it, or NULL.*/
struct names *names_open(struct arena *mem, const char *pch);

/** names_close() - give the maps back; @n may be NULL. */
void names_close(struct names *n);

/** names_read_files() - read now what a header, and those below, were made of:
 * processes that begin later have it. */
void names_read_files(const char *pch, struct sources *s);

/** names_place() - the file with that path, or NULL. */
const struct place *names_place(const struct names *n, const char *path);

/** names_next() - the definitions of @name, here and below: that behind @last,
 * or the first if that is NULL; NULL: there is none. */
const struct definition *names_next(const struct names *n, uint64_t name,
				    const struct definition *last);

/** definition_is_harmless() - is a word no call of the macro, or is the macro
 * but its own name? */
static inline int definition_is_harmless(const struct definition *d,
					 const struct word *w)
{
	return w->kind != WORD_TEST &&
	       (d->flags & WORD_SELF ||
		(w->kind == WORD_TEXT && d->flags & WORD_CALL &&
		 !(w->flags & WORD_CALL)));
}

/** names_uses() - does the text of the header, or one below, depend on it? */
int names_uses(const struct names *n, uint64_t name);

/**
 * names_write() - describe a header that was built.
 * @pch: the precompiled header.
 * @base: that below it, or NULL.
 * @u: the unit whose flags it was built with.
 * @p: what was read, without what is below.
 * @s: files that were read before; grows.
 * Return: 0 or -1.
 */
int names_write(const char *pch, const char *base, const struct unit *u,
		const struct preprocessed *p, struct sources *s);

#endif
