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
 * for all that is called; one that a region brought (CTX_REGION) until the
 * region is closed, wherever that is.
 */
#define CTX_BITS 3
#define CTX_REGION(n) (1u << ((n) + CTX_BITS))
#define CTX_FORBIDDEN(c) (((c) | (c) >> CTX_BITS) & ((1u << CTX_BITS) - 1))
/* In another driver's completion only hand-offs count. */
#define CTX_QUIET 0x80u

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
	uint8_t kind, ctx; /* one context bit */
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
	uint8_t scope, ctx;
	val_t value;
};

struct state {
	func_t fn;
	sym_t home;
	uint8_t scope, ctx;
	uint8_t active, queued, root;
	uint32_t params; /* index into solver.args */
	const struct rule
		*entry; /* roots: the rule, and what filled its slot */
	seed_t entry_seed;
	const struct slot *entry_slot;
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
};

enum instr_flag {
	SEEN_POINTER = 1,
	UNRESOLVED = 2,
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
	uint32_t *state_index; /* hash table */
	size_t nstate_index;
	struct scope_bits scopes[256];
	size_t nscopes;
	uint32_t *nstates_of;  /* func_t -> states */
	uint32_t *first_instr; /* func_t -> index into flags */
	uint8_t *flags;	       /* enum instr_flag per instruction */
	uint8_t *classes;      /* func_t -> enum call_class */
	size_t nwidened, ngiven_up, nexec;
	unsigned depth;
	uint8_t *serving; /* sym of a module: it provides an I/O device */
	struct wait_index *waits;
	struct queue_index *queues;
	VEC(struct runner) runners; /* see runners.h */
};

/** solve() - run from all entries. @k must outlive the result. */
void solve(struct solver *s, const struct knowledge *k);
/** solver_free() - give everything back. */
void solver_free(struct solver *s);

/** solver_scope() - the number of a scope; solver_scope_bits() back. */
uint8_t solver_scope(struct solver *s, struct scope_bits b);

/** solver_flag() - note something about an instruction of a function. */
void solver_flag(struct solver *s, func_t fn, uint32_t instr,
		 enum instr_flag f);

/* exec.c, calls.c: the inside of the solver. */

/** struct env - what is known at a point of a function. */
struct env {
	uint8_t scope, ctx;
	uint8_t dirty;
	val_t *v; /* parameters, locals, call results */
};

typedef VEC(struct env) env_vec;

struct exec {
	struct solver *s;
	state_t id;
	const struct gfunc *gf;
	const struct func *f;
	sym_t home;
	size_t nvals;
	env_vec live; /* what a call made of the environments before it */
	/* what the state keeps in the end */
	VEC(struct edge_out) out;
	site_vec sites, fine;
	VEC(struct service) services;
};

/** exec_state() - interpret a state's function. Return: 1 if exits grew. */
int exec_state(struct solver *s, state_t id);
/** exec_eval() - the value of an expression here. */
val_t exec_eval(struct exec *x, const struct env *e, expr_t id);
/** exec_call() - interpret a call: @e goes on in x->live, zero or more times;
 * its values are given away. */
void exec_call(struct exec *x, const struct env *e, uint32_t instr);
/** call_class() - what a call of @fn by its name can do. */
enum call_class call_class(struct solver *s, func_t fn);
/**
 * exec_callback() - functions stored as a completion: only what they hand off
 * counts.
 */
void exec_callback(struct exec *x, const struct env *e, uint32_t instr,
		   val_t value, const struct rule *rule);
/** env_copy() - an environment of its own. */
struct env env_copy(const struct exec *x, struct stack *mem,
		    const struct env *e);

/**
 * region_left_open() - contexts that every way out of @st leaves open and that
 * were not open @before. One way out that closes the region means that the
 * others are paths we misjudge, or a bug of another kind.
 */
uint8_t region_left_open(const struct state *st, uint8_t before);

/** state_enter() - find or make a state; it is interpreted before return
 * unless it is being interpreted already. */
state_t state_enter(struct solver *s, func_t fn, sym_t home, uint8_t scope,
		    uint8_t ctx, const val_t *args, size_t nargs);

/** state_edge() - note how the state of @x gets to @e.to, and whom to tell of
 * changes. */
void state_edge(struct exec *x, struct edge_out e, const val_t *args,
		size_t nargs);

/** allocator_argument() - which argument of @fn is the mask, as its rule or
 * its parameters' types say; -1 = none. */
long allocator_argument(const struct solver *s, const struct rule *rule,
			func_t fn);

/* targets.c */
struct target {
	func_t fn;
	seed_t seed;
	sym_t home;
	uint8_t kind, many; /* many: how many there are, 0 = one */
};
typedef VEC(struct target) targets;

/** targets_of_call() - functions a pointer call may reach. */
void targets_of_call(struct exec *x, const struct env *e, const struct instr *i,
		     targets *out);
/** targets_of_object() - functions in the slots of the object @v. */
void targets_of_object(struct exec *x, val_t v, const struct rule *rule,
		       targets *out);
/** mask_of_slot() - what a mask field may hold, narrowed to a module. */
val_t mask_of_slot(struct solver *s, sym_t home, sym_t strct, sym_t field);

#endif
