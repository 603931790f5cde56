/* SPDX-License-Identifier: GPL-2.0-only */
/* Which members set-up fills and nothing on the path empties. */
#ifndef GFPCHECK_ANALYSIS_FILLED_H
#define GFPCHECK_ANALYSIS_FILLED_H

#include "analysis/solve.h"

/* What stores do to a member. */
struct effect {
	uint8_t fills, empties;
};

/* What set-up, and what the path does to a member. */
struct fact {
	sym_t strct, field;
	struct effect setup, path;
};

/** struct filled - the members of a solved program. */
struct filled {
	struct solver *s;
	const struct graph *g;
	const uint8_t *setup; /* func_t: runs in set-up */
	uint8_t *path;	      /* func_t: runs on the path */
	uint8_t *made;	      /* sym of a struct: made on the path */
	size_t nsyms;	      /* a struct named later has no members */
	VEC(func_t) work;
	VEC(struct fact) facts; /* by (strct, field) */
};

/** filled_begin() - read all functions of the path and of set-up. What is on
 * the path must be known: continues_mark() comes first. */
void filled_begin(struct filled *c, struct solver *s);
/** filled_end() - give everything back. */
void filled_end(struct filled *c);

/** filled_for_good() - does set-up fill the member, and nothing on the path
 * empty it, give its address away or make a new object of its struct? */
int filled_for_good(const struct filled *c, const struct expr *member);

/** member_of() - the member that a place is, or whose element it is. */
const struct expr *member_of(const struct func *f, expr_t id);
/** same_member() - two E_FIELD of one struct and field. */
int same_member(const struct expr *a, const struct expr *b);
/** is_pointer() - does a type's spelling end in a star? */
int is_pointer(sym_t type);
/** zeroed() - @n zero bytes and one more, or die. */
void *zeroed(size_t n);

#endif
