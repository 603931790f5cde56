/* SPDX-License-Identifier: GPL-2.0-only */
/* Which members set-up fills and nothing on the path empties. */
#ifndef GFPCHECK_ANALYSIS_FILLED_H
#define GFPCHECK_ANALYSIS_FILLED_H

#include "analysis/solve.h"

/** struct closed - an edge of a branch that the path never takes. */
struct closed {
	func_t fn;
	uint32_t block, edge; /* 0: if true, 1: if false */
	sym_t strct, field;   /* the member that was found filled */
};

/** struct member_id - a member, whatever the object. */
struct member_id {
	sym_t strct, field;
};

typedef VEC(struct member_id) member_ids;

/** struct filled - the members of a solved program. */
struct filled {
	struct solver *s;
	const struct graph *g;
	const uint8_t *setup;	   /* func_t: runs in set-up */
	uint8_t *path;		   /* func_t: runs on the path */
	uint8_t *made;		   /* sym of a struct: made on the path */
	size_t nsyms;		   /* a struct named later has no members */
	uint8_t **live;		   /* func_t: instructions that run on the path;
				      NULL: all of them */
	VEC(struct closed) closed; /* by function and block */
	VEC(func_t) work;
	member_ids fills;   /* what set-up fills, sorted */
	member_ids empties; /* what the path empties, sorted */
};

/** filled_begin() - what set-up fills. What is on the path must be known:
 * continues_mark() comes first. */
void filled_begin(struct filled *c, struct solver *s);
/** filled_path() - read what the path runs, now that c->closed is known. */
void filled_path(struct filled *c);
/** filled_end() - give everything back. */
void filled_end(struct filled *c);

/** filled_once() - does set-up fill the member? */
int filled_once(const struct filled *c, struct member_id m);
/** filled_for_good() - and does nothing on the path empty it, give its address
 * away or make a new object of its struct? */
int filled_for_good(const struct filled *c, struct member_id m);

/** member_of() - the member that a place is, or whose element it is. */
const struct expr *member_of(const struct func *f, expr_t id);
/** same_member() - two E_FIELD of one struct and field. */
int same_member(const struct expr *a, const struct expr *b);
/** is_pointer() - does a type's spelling end in a star? */
int is_pointer(sym_t type);
/** zeroed() - @n zero bytes and one more, or die. */
void *zeroed(size_t n);

#endif
