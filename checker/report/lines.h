/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines that are found in any order and printed sorted, equal ones once. */
#ifndef GFPCHECK_REPORT_LINES_H
#define GFPCHECK_REPORT_LINES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

/** struct lines - zero-initialise it. */
struct lines {
	VEC(char *) all;
	struct arena mem;
};

/** lines_keep() - take the text of @text, with its newline, and empty it. */
void lines_keep(struct lines *l, struct buf *text);

/** lines_print() - all of them, sorted, into @out; @l is empty then. */
void lines_print(struct lines *l, struct buf *out);

#endif
