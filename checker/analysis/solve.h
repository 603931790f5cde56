/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * States: a function, entered with known scopes, contexts and parameter
 * values. The solver starts at the entries and makes a state for every way a
 * function is reached; each state is interpreted once its callees are known,
 * again when they change. What is found on the way (allocations, doors) and
 * the edges between states are all that findings are made of.
 */
#ifndef GFPCHECK_ANALYSIS_SOLVE_H
#define GFPCHECK_ANALYSIS_SOLVE_H

#include "analysis/knowledge.h"
#include "analysis/relevance.h"
#include "analysis/requests.h"
#include "analysis/value.h"
#include "base/stack.h"

typedef uint32_t state_t; /* 0 = none */

/* What a state keeps is many and small: as long as it must be, in an arena. */
#define LIST(...)               \
	struct {                \
		__VA_ARGS__ *v; \
		uint32_t n;     \
	}

/*
 * What is forbidden is a bit per context. A context that an entry brought holds
 * for all that is called; one that regions brought (CTX_REGION) until the last
 * of them is closed, wherever that is. Which are open is a bit per rule
 * (CTX_OPEN), kept where something may close one.
 */
typedef uint32_t ctx_t;
#define CTX_BITS MAX_CONTEXTS
#define CTX_REGION(n) (1u << ((n) + CTX_BITS))
#define CTX_FORBIDDEN(c) (((c) | (c) >> CTX_BITS) & ((1u << CTX_BITS) - 1))
/* In another driver's completion only hand-offs count. */
#define CTX_QUIET 0x80u
#define CTX_OPEN(n) (1u << ((n) + 8))
#define CTX_OPENED (~0u << 8)

enum edge_kind {
	EDGE_ENTRY,    /* from nowhere: a rule says so */
	EDGE_CALL,     /* named */
	EDGE_SLOT,     /* through a (struct, field) */
	EDGE_VALUE,    /* through a pointer whose value is known */
	EDGE_HANDOFF,  /* into another task */
	EDGE_CALLBACK, /* stored as a completion */
	EDGE_WAKE,     /* a thread that waits for what is woken here */
};

struct edge_out {
	state_t to;
	uint32_t instr; /* in the caller */
	uint8_t kind;
	uint8_t many;  /* one of so many targets, 0 = the only one */
	uint8_t idle;  /* a task that nobody's I/O waits for: not a way */
	uint8_t sure;  /* a hand-off that needs no proof: its rule or queue */
	seed_t seed;   /* what put the target there */
	uint32_t args; /* index into solver.args: if @to has masks, their values
			  and those of the other parameters */
	const struct rule *rule;
};

enum site_kind { SITE_ALLOC, SITE_DOOR };

/** struct site - a place that may break what a context forbids. */
struct site {
	uint32_t instr;
	uint8_t kind, ctx; /* ctx: of one context, the bit of an entry */
	uint8_t scope;
	val_t mask;
	const struct rule *rule; /* the allocator or the layer */
};

/** struct service - a call that serves I/O, or that waits to be served. */
struct service {
	const struct rule *rule; /* `serves` or `wait` */
	sym_t strct, field;	 /* the object, if it is known */
	uint32_t global, none;	 /* none: no padding, it is compared as bytes */
};

typedef VEC(struct site) site_vec;
typedef LIST(struct site) site_list;

struct exit_state {
	ctx_t ctx;
	val_t value;
	uint8_t scope;
};

struct state {
	func_t fn;
	sym_t home;
	ctx_t ctx;
	uint8_t scope;
	uint8_t active, queued, root;
	uint32_t writes; /* bit i: what parameter i points to, a variable of the
			    caller's, may be written */
	uint32_t params; /* index into solver.args */
	const struct rule
		*entry; /* roots: the rule, and what filled its slot */
	seed_t entry_seed;
	const struct slot *entry_slot;
	state_t same; /* the state of this function made before it */
	uint32_t first_caller, last_caller; /* index into solver.callers */
	LIST(struct edge_out) out;
	site_list sites;
	site_list fine; /* looked at, and nothing is wrong with them */
	LIST(struct service) services;
	LIST(struct exit_state) exits;
};

/** struct caller - who must be told when a state learns of a way out. */
struct caller {
	state_t from;
	uint32_t next; /* index into solver.callers, 0 = none */
};

/** struct scope_bits - what is known of the scope flags of current->flags. */
struct scope_bits {
	uint64_t zeros, ones;
};

/** struct runner - threads of a module that run what is handed to them. */
struct runner {
	sym_t loop; /* what runs the items: `runner` of the hand-off */
	sym_t home;
	uint8_t scope; /* in which they do so */
	func_t fn;     /* the first of them begins there */
	uint32_t instr;
};

enum instr_flag {
	LED_ON = 1,	 /* a pointer call that had a target in a state */
	LED_NOWHERE = 2, /* ... that had none in a state */
	CUT = 4,
	HANDOFF_LOST = 8,
	ANNOUNCES = 16,
	TOO_WIDE = 32, /* so many targets that none is likely */
	SEEN_CALL = 64,
};

/* What a call by name can do, whatever is known there. */
enum call_class {
	CALL_UNKNOWN, /* not asked yet */
	CALL_NOTHING, /* its result is unknown, and that is all */
	CALL_CUT,     /* the same, and it is counted as cut */
	CALL_MATTERS,
};

/** struct own_table - a module has static data of this struct. */
struct own_table {
	sym_t strct, home;
};

/** struct twins - what states did, see twins.h. */
struct twins {
	struct arena mem;
	VEC(uint32_t) tape; /* of the states that are being interpreted */
	struct twin_tape {
		uint32_t hash; /* of the key but for the module */
		state_t of;    /* 0 = free */
		uint32_t n;
		const uint32_t *at; /* NULL: it cannot be followed */
	} * index;
	size_t n, nindex;
};

enum module_bit {
	MODULE_PROVIDES = 1, /* an I/O device */
	MODULE_CALLED = 2,   /* on the I/O path, by one that does */
};

struct solver {
	const struct graph *g;
	const struct knowledge *k;
	struct relevance rel;
	struct arena mem;	    /* states, and their lists */
	VEC(struct state *) states; /* [0] is none */
	VEC(val_t) args;
	VEC(struct caller) callers; /* [0] is none */
	struct stack inputs;	    /* of blocks, while a function runs */
	struct stack scratch;	    /* while a block runs */
	VEC(state_t) work;
	struct known_state {
		uint32_t hash; /* of the key */
		state_t id;    /* 0 = free */
	} * state_index;
	size_t nstate_index;
	struct twins twins;
	struct scope_bits scopes[256];
	size_t nscopes;
	uint32_t *nstates_of;  /* func_t -> states */
	state_t *last_of;      /* func_t -> the state made last */
	uint32_t *first_instr; /* func_t -> index into flags */
	uint8_t *flags;	       /* enum instr_flag per instruction */
	uint8_t *classes;      /* func_t -> enum call_class */
	uint32_t *traits;      /* func_t -> bits, see code.c; 0 = not asked */
	uint32_t *code;	       /* func_t -> index into codes + 1 */
	VEC(struct code *) codes;
	struct arena code_mem;
	uint32_t *target_of; /* func_t -> number of the list that has it */
	uint32_t ntargets;   /* lists of targets so far */
	size_t nwidened, ngiven_up, nexec;
	size_t nentered; /* functions */
	unsigned depth;
	VEC(struct own_table) tables; /* sorted */
	uint8_t *inherits; /* sym of a struct: tables complete each other */
	uint8_t *fillers;  /* func_t: it makes work items or timers */
	uint8_t *lone;	   /* seed_t: a function in nobody knows whose member */
	uint8_t *shared;   /* sym of a module: it is in a layer */
	uint8_t *serving;  /* sym of a module: enum module_bit */
	const struct rule **spoken; /* func_t -> of an entry, or of a boundary
				     * with a confidence, that holds it; or
				     * the doubted one of its callers */
	struct wait_index *waits;
	struct queue_index *queues;
	struct ruled_calls ruled;
	struct given_index given;
	VEC(struct runner) runners; /* see runners.h */
};

/** solve() - run from all entries. @k must outlive the result. */
void solve(struct solver *s, const struct knowledge *k);
/** solver_free() - give everything back. */
void solver_free(struct solver *s);

/** solver_scope() - the number of a scope. */
uint8_t solver_scope(struct solver *s, struct scope_bits b);
/** solver_taken() - the bits that a scope surely takes from every mask. */
uint64_t solver_taken(const struct solver *s, uint8_t scope);
/** solver_forbidden() - what the context of one bit, of an entry, forbids. */
uint64_t solver_forbidden(const struct solver *s, ctx_t ctx);
/** solver_no_scope() - the number of the scope in which a task begins: none. */
uint8_t solver_no_scope(struct solver *s);

/** state_hash() - of the key of a state; @n arguments. */
uint64_t state_hash(func_t fn, sym_t home, uint8_t scope, ctx_t ctx,
		    const val_t *args, size_t n);
/** state_is() - has a state this key? */
int state_is(const struct solver *s, const struct state *st, func_t fn,
	     sym_t home, uint8_t scope, ctx_t ctx, const val_t *args, size_t n);

/** solver_flag() - note something about an instruction of a function. */
void solver_flag(struct solver *s, func_t fn, uint32_t instr,
		 enum instr_flag f);

#endif
