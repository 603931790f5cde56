/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Moves: a unit was edited, and its facts are the same but for the lines and
 * columns that they stand on: something was inserted above, or it was laid out
 * anew. What was found before the edit is found again, there.
 *
 * All that the analysis asks of places is which of two in a file comes first,
 * and whether they are the same; so it is good only if no two changed places.
 */
#ifndef GFPCHECK_GRAPH_MOVES_H
#define GFPCHECK_GRAPH_MOVES_H

#include "facts/facts.h"

/** struct moved - what stood at a place of @file stands elsewhere in it. A
 * column of 0: the line as such. */
struct moved {
	sym_t file;
	uint32_t line, col;
	uint32_t to_line, to_col;
};

/** struct moves - zero-initialise it. */
struct moves {
	VEC(struct moved) all; /* closed: sorted, of @files only */
	VEC(sym_t) files;      /* closed: those in which anything moved */
};

/**
 * moves_add() - compare two versions of a unit.
 * @m: gets the places of its own functions and variables; not closed.
 * @was, @is: with all their functions.
 * @lines: an argument that is the number of its call's line (__LINE__) may be
 *	another one if the call moved; not in a unit's initialisers.
 * Return: 0, or -1: more than places has changed.
 */
int moves_add(struct moves *m, const struct summary *was,
	      const struct summary *is, int lines);

/** moves_close() - all units are in. Return: 0, or -1: two places of a file
 * were one, became one, or changed places. */
int moves_close(struct moves *m);

/** moves_in() - the file of this name if anything moved in it, else 0. */
sym_t moves_in(const struct moves *m, const char *name);

/**
 * moves_place() - follow a place.
 * @file: of moves_in().
 * @line, @col: changed; a column up to 1 is that of a line as such.
 * Return: 0, or -1: nothing stood there.
 */
int moves_place(const struct moves *m, sym_t file, uint32_t *line,
		uint32_t *col);

/**
 * moves_text() - follow the places that a text names, as FILE:LINE.
 * @out: gets the text.
 * Return: 1 if it is another text, 0 if not, -1: nothing stood there.
 */
int moves_text(const struct moves *m, const char *text, struct buf *out);

/** moves_free() - give everything back. */
void moves_free(struct moves *m);

#endif
