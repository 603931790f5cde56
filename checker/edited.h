/* SPDX-License-Identifier: GPL-2.0-only */
/* Units that were edited since answers were made, and say the same. */
#ifndef GFPCHECK_EDITED_H
#define GFPCHECK_EDITED_H

#include "answers/answers.h"
#include "units/tree.h"
#include "graph/moves.h"

/**
 * edited_follow() - compare a tree with what answers were made of.
 * @m: all zero; gets the places that moved, closed. Give it to moves_free()
 *	whatever was returned.
 * @a: of the same rules and program.
 * @t: its summaries are listed.
 * @workdir: where the summaries of both may be.
 * Return: the number of units with other summaries, or -1: they say something
 * else, or nobody can tell.
 */
int edited_follow(struct moves *m, const struct answers *a,
		  const struct tree *t, const char *workdir);

#endif
