/* SPDX-License-Identifier: GPL-2.0-only */
/* The inside of the making of findings: what its steps hand to each other. */
#ifndef GFPCHECK_FINDINGS_MAKE_H
#define GFPCHECK_FINDINGS_MAKE_H

#include "findings/conditions.h"
#include "findings/findings.h"
#include "findings/paths.h"

/* One way from where a mask was written down to the allocation. */
struct candidate {
	uint64_t key; /* sorts equal bugs together */
	uint8_t ctx, kind;
	uint8_t surely; /* the mask is known */
	struct origin origin;
	state_t state; /* the origin's, or the door's function */
	state_t gate;
	const struct rule *layer;
	const struct site *site;
	state_t site_state;
	struct alt mask;
	uint32_t cost;
	uint32_t down; /* index into steps of the way down; 0 = none */
	size_t ndown;
};

/* A function that enters shared code. */
enum entering { ENTERING_SEEN = 1, ENTERING_TOLD = 2 };

struct make {
	struct solver *s;
	const struct graph *g;
	struct findings *out;
	struct paths paths;
	struct conditions conditions;
	VEC(struct candidate) all;
	way down;
	uint8_t *entering; /* func_t -> enum entering */
};

/** trace_sites() - trace.c: a candidate for every site and origin. */
void trace_sites(struct make *m);

/** is_surely_bad() - does a mask at a site keep, whatever is not known, what
 * the context forbids? */
int is_surely_bad(const struct solver *s, const struct site *x,
		  const struct alt *a);

/** group_candidates() - group.c: candidates with keys become findings. */
void group_candidates(struct make *m);

/** check_obligations() - duty.c: functions that fail to call what they must. */
void check_obligations(struct make *m);

/** struct note - advice on a call of @fn, and on what it allocates with. */
struct note {
	const char *kind, *reason;
	const struct rule *context;
	func_t fn;
	uint32_t at, alloc; /* instructions */
	unsigned nth;	    /* of its kind in @fn */
};

/** make_note() - note.c: a finding of the level `note`, in the list; message
 * and advice are left to the caller. */
struct finding *make_note(struct make *m, const struct note *n);

/** note_narrow_scopes() - narrow.c: advice on scopes around one allocation. */
void note_narrow_scopes(struct make *m);

/** note_redundant_masks() - redundant.c: advice on masks within a scope that
 * says the same. */
void note_redundant_masks(struct make *m);

/** make_finding() - one finding of the candidates [from, to), not yet in the
 * list; that with the number @shown gives the chain. */
struct finding *make_finding(struct make *m, size_t from, size_t to,
			     size_t shown);

/** candidate_key() - key.c: the identity of the bug, the same when lines move.
 */
uint64_t candidate_key(struct make *m, const struct candidate *c);

/** key_nth() - the key of the @nth more bug that would have the key @key. */
uint64_t key_nth(uint64_t key, unsigned nth);

/** candidate_cmp() - qsort order: equal bugs together, the best chain first. */
int candidate_cmp(const void *a, const void *b);

/** count_sites() - different allocations among the candidates [from, to). */
size_t count_sites(struct make *m, size_t from, size_t to);

/** place_of() - words.c: a function and a line, 0 = where it is defined. */
struct place place_of(struct make *m, func_t fn, uint32_t line);

/** place_at() - the place of an instruction; @line if it is UINT32_MAX. */
struct place place_at(struct make *m, func_t fn, uint32_t instr, uint32_t line);

/** scope_words() - "none", "noio", "maybe noreclaim" ... */
const char *scope_words(struct make *m, uint8_t scope);

/** mask_words() - "0xcc0 (direct_reclaim|io|fs)". */
const char *mask_words(struct make *m, const struct alt *a);

/** callee_words() - what an instruction calls, or the place that it stores
 * to; "" if there is no such instruction. */
const char *callee_words(struct make *m, func_t fn, uint32_t instr);
/** use_words() - what becomes of a mask: " passed to f", " kept in x"; "" if
 * there is no such instruction. */
const char *use_words(struct make *m, func_t fn, uint32_t instr);

/** edge_words() - the evidence of a step: what it was called through, and who
 * put it there. */
const char *edge_words(struct make *m, const struct in_edge *in);
/** object_member() - the member that holds the object of a hand-off whose
 * function @seed is, the outermost that is known. Return: its struct, 0 = none
 * is known. */
sym_t object_member(const struct make *m, seed_t seed, sym_t *field);
/** region_opener() - the rule of the region that a function opens, as far as
 * calls by name tell, and what it calls to open it; NULL: they do not. */
const struct rule *region_opener(const struct make *m, func_t fn, func_t *by);
/** closer_ends_scope() - does what closes a region end a scope as well, which
 * it has not opened itself? Looks at every function. */
int closer_ends_scope(const struct make *m, const struct rule *region);
/** entry_words() - why a chain begins with @root: its entry's rule and slot. */
const char *entry_words(struct make *m, state_t root);
/** masks_given() - the masks that a state was given by its caller, NULL: none.
 * States keep only the bits that matter, so there is no number to print. */
const char *masks_given(struct make *m, const struct state *st);

/** candidate_way() - chain.c: the steps to a candidate's site. Return: the
 * state that the way begins with. */
state_t candidate_way(struct make *m, const struct candidate *c, way *out);
/** chain_cost() - how hard a candidate's chain is to believe: its length, what
 * is unsure in it, and the conditions that its steps stand behind. */
uint32_t chain_cost(struct make *m, const struct candidate *c);
/** chain_passes() - is a function on a candidate's chain? */
int chain_passes(struct make *m, const struct candidate *c, func_t fn);
/**
 * best_candidate() - of the candidates [from, to) those for the same place, as
 * sure as the first, from the same beginning and through @through, if that is
 * on the first's chain; 0 = through anything.
 * Return: the one with the least chain_cost().
 */
size_t best_candidate(struct make *m, size_t from, size_t to, func_t through);
/** make_chain() - chain.c: fill the chain of a finding, from its entry to its
 * site. */
void make_chain(struct make *m, struct finding *f, const struct candidate *c);

/** judge() - judge.c: how sure a finding with this best candidate is. */
enum confidence judge(struct make *m, const struct candidate *c);
/** is_far() - does another task allocate it, deep in what it calls? If so of
 * all that one scope mends, none of it is likely. */
int is_far(struct make *m, const struct candidate *c);

#endif
