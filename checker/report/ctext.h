/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The text of a C file as tokens: enough to find a call's arguments and a
 * function's returns at a place that the facts name. Macros are not expanded.
 */
#ifndef GFPCHECK_REPORT_CTEXT_H
#define GFPCHECK_REPORT_CTEXT_H

#include "base/vec.h"

#include <stddef.h>
#include <stdint.h>

enum ctoken_kind { C_WORD, C_STRING, C_OP, C_DIRECTIVE };

/** struct ctoken - bytes [from, to) of the text, @line from 1; @depth is how
 * many braces are open before it (an #else starts over). A preprocessor line
 * is one token. */
struct ctoken {
	uint32_t from, to, line;
	int depth;
	enum ctoken_kind kind;
};

/** struct ctext - a text and its tokens. The text is the caller's. */
struct ctext {
	const char *v;
	size_t n;
	VEC(struct ctoken) toks;
};

/** struct cfunc - a definition: indices of its name and of its braces. */
struct cfunc {
	size_t name, open, close;
};

/** ctext_read() - cut a text into tokens; never fails. */
void ctext_read(struct ctext *t, const char *v, size_t n);

/** ctext_free() - the tokens. */
void ctext_free(struct ctext *t);

/** ctext_is() - does token @i read @words? No, beyond the last. */
int ctext_is(const struct ctext *t, size_t i, const char *words);

/** ctext_at() - the first token at or behind a line and column from 1; the
 * number of tokens if there is none. */
size_t ctext_at(const struct ctext *t, uint32_t line, uint32_t col);

/** ctext_close() - the bracket that closes the one at @i; the number of tokens
 * if there is none. */
size_t ctext_close(const struct ctext *t, size_t i);

/** ctext_function() - the definition of @name that holds @line. Return: 0, or
 * -1 if the text has none: a macro may have made it. */
int ctext_function(const struct ctext *t, const char *name, uint32_t line,
		   struct cfunc *out);

#endif
