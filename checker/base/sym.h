/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interned strings: one id per distinct string, for the life of the process.
 * Ids are handed out in order of first use, so they must never decide the
 * order of any output; compare with sym_cmp() for that.
 */
#ifndef GFPCHECK_BASE_SYM_H
#define GFPCHECK_BASE_SYM_H

#include <stddef.h>
#include <stdint.h>

typedef uint32_t sym_t; /* 0 = the empty string */

/** sym() - the id of a NUL-terminated string; NULL gives 0. */
sym_t sym(const char *s);
/** sym_n() - the id of @n bytes. */
sym_t sym_n(const char *s, size_t n);
/** struct text - a string of @n bytes. */
struct text {
	const char *s;
	size_t n;
};

/** sym_list() - the ids of @n strings at once: faster where they are many. */
void sym_list(const struct text *t, sym_t *out, size_t n);
/** sym_find() - the id of a string if it was ever interned, else 0. */
sym_t sym_find(const char *s);
/** sym_str() - the string of an id; valid for the life of the process. */
const char *sym_str(sym_t id);
/** sym_cmp() - strcmp() order of two ids. */
int sym_cmp(sym_t a, sym_t b);
/** sym_count() - ids handed out so far; every id is below it. */
sym_t sym_count(void);

#endif
