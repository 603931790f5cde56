/* SPDX-License-Identifier: GPL-2.0-only */
/* The inside of answers_make(): what its steps hand to each other. */
#ifndef GFPCHECK_ANSWERS_COLLECT_H
#define GFPCHECK_ANSWERS_COLLECT_H

#include "answers/answers.h"
#include "analysis/exec.h"
#include "findings/make.h"

/** struct stray - an edge that only the solver knows: a wake, a completion. */
struct stray {
	func_t from, to;
	uint32_t instr;
	seed_t seed;
	uint8_t kind;
};

struct collect {
	struct solver *s;
	const struct graph *g;
	const struct knowledge *k;
	struct make m;
	struct findings words; /* holds texts */
	func_t *order;	       /* number -> func_t */
	uint32_t *number;      /* func_t -> number + 1 */
	size_t n;
	uint16_t *stop; /* func_t -> row + 1 of the rule that stops here */
	const struct rule **hand; /* func_t -> hands a parameter off */
	uint8_t *hand_arg;	  /* which */
	uint32_t *state_at;	  /* func_t -> index into by_fn */
	state_t *by_fn;
	uint32_t *row_of_state; /* 1: to be kept; then row + 1 */
	uint32_t *fill_at;	/* func_t -> index into fillers */
	VEC(struct filler {
		func_t fn;
		uint32_t slot;
		seed_t seed;
	})
	fillers;
	uint32_t *evidence_of; /* seed_t -> row + 1 */
	VEC(struct stray) strays;
	size_t next_stray;
	VEC(uint32_t) offset; /* sym_t -> offset + 1 into strings */
	struct {
#define TABLE(name, type) VEC(type) name;
#include "answers/answers.def"
#undef TABLE
	} out;
};

/** collect_str() - the number of a string. */
uint32_t collect_str(struct collect *c, const char *s);
/** collect_sym() - the same of an interned one. */
uint32_t collect_sym(struct collect *c, sym_t s);
/** collect_rule() - row + 1 of a rule; NULL gives 0. */
uint16_t collect_rule(struct collect *c, const struct rule *r);
/** collect_evidence() - the row of a seed; UINT32_MAX for none. */
uint32_t collect_evidence(struct collect *c, seed_t seed);
/** collect_slot() - "struct.field". */
uint32_t collect_slot(struct collect *c, const struct slot *s);
/** collect_states() - the states of a function. Return: how many. */
size_t collect_states(const struct collect *c, func_t fn, const state_t **out);

/** calls_begin() - what must be known before any call is looked at. */
void calls_begin(struct collect *c);
/** calls_of_function() - its edges, pointer calls and fills. */
void calls_of_function(struct collect *c, func_t fn);
/** calls_end() - the edges by callee; causes that depend on them. */
void calls_end(struct collect *c);

/** ways_begin() - number the states that are worth keeping. */
void ways_begin(struct collect *c);
/** ways_of_function() - its ways and entries. */
void ways_of_function(struct collect *c, func_t fn);
/** ways_end() - states become rows; entries are sorted. */
void ways_end(struct collect *c);

/** allocs_of_function() - what it allocates, and what is allocated for it in a
 * header's code, or with a mask that it passes. */
void allocs_of_function(struct collect *c, func_t fn);

#endif
