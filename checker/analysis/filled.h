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
	uint64_t bits;	      /* of a latch (latch.h); 0: it is a pointer */
};

/** struct clear - an instruction that stores into a latch: the bits that are
 * left of those that were there, and those that are there in any case. */
struct clear {
	func_t fn;
	uint32_t instr;
	sym_t strct, field;
	uint64_t kept, set;
};

/** struct member_id - a member, whatever the object. */
struct member_id {
	sym_t strct, field;
};

typedef VEC(struct member_id) member_ids;

/** struct act - what an instruction does when the path runs it. */
struct act {
	uint32_t instr;
	enum { ACT_EMPTIES, ACT_MAKES, ACT_CALLS } kind;
	uint32_t what; /* number of the member, sym of the struct, func_t */
};

/** struct act_range - those of a function, once it was read. */
struct act_range {
	uint32_t from, to;
	int done;
};

/** struct ways - the edges of all states, side by side: they are gone along
 * again and again. Edges that are no ways are left out. */
struct ways {
	struct way_from {
		uint32_t first; /* index into all */
		func_t fn : 30;
		uint32_t on_path : 1, root : 1;
	} * from; /* by state, and one more; NULL: not known */
	struct way {
		state_t to;
		uint32_t instr;
	} * all;
};

/** struct filled - the members that guards ask for, in a solved program. */
struct filled {
	struct solver *s;
	const struct graph *g;
	const uint8_t *setup;	   /* func_t: runs in set-up */
	uint8_t *path;		   /* func_t: runs on the path */
	uint8_t **live;		   /* func_t: instructions that run on the path;
				      NULL: all of them */
	VEC(struct closed) closed; /* by function and block */
	VEC(func_t) work;
	member_ids asked; /* by guards, sorted: members by number */
	uint8_t *fills;	  /* member: set-up fills it */
	uint8_t *empties; /* member: the path empties it */
	uint8_t *made;	  /* sym of a struct: made on the path */
	size_t nsyms;
	uint8_t *is_field;	  /* sym: the field of such a member */
	sym_t *struct_at;	  /* sym of a type: points to such a struct */
	uint8_t *ignored;	  /* func_t: 1 if not followed, 2 if followed */
	VEC(struct clear) clears; /* of latches */
	VEC(struct act) acts;	  /* of functions that were on the path once */
	struct act_range *range;  /* func_t: its acts */
	size_t nread;		  /* functions so far */
	struct ways ways;
};

/** filled_begin() - nothing is asked for yet. What is on the path must be
 * known: continues_mark() comes first. */
void filled_begin(struct filled *c, struct solver *s);
/** filled_ask() - a guard asks for the member; before filled_setup(). */
void filled_ask(struct filled *c, struct member_id m);
/** filled_setup() - which of the members that are asked for set-up fills. */
void filled_setup(struct filled *c);
/** filled_path() - what the path runs, now that c->closed is known. */
void filled_path(struct filled *c);
/** filled_forget_ways() - edges of states were taken away, or are ways now. */
void filled_forget_ways(struct filled *c);
/** filled_end() - give everything back. */
void filled_end(struct filled *c);

/** filled_once() - does set-up fill the member? */
int filled_once(const struct filled *c, struct member_id m);
/** filled_for_good() - and does nothing on the path empty it, give its address
 * away or make a new object of its struct? */
int filled_for_good(const struct filled *c, struct member_id m);

/** filled_is_live() - does the path run an instruction of @fn? */
int filled_is_live(const struct filled *c, func_t fn, uint32_t instr);

/** member_of() - the member that a place is, or whose element it is. */
const struct expr *member_of(const struct func *f, expr_t id);
/** same_member() - two E_FIELD of one struct and field. */
int same_member(const struct expr *a, const struct expr *b);
/** is_result() - a call's result, perhaps by way of a local. */
int is_result(const struct func *f, expr_t value);
/** result_type() - the type of what a call has returned, 0 if @value is none of
 * that. */
sym_t result_type(const struct graph *g, const struct func *f, expr_t value);
/** blocks_behind() - blocks that follow block @at, before block @test. Return:
 * one byte each; the caller frees it. */
uint8_t *blocks_behind(const struct func *f, uint32_t at, uint32_t test);
/** is_pointer() - does a type's spelling end in a star? */
int is_pointer(sym_t type);

#endif
