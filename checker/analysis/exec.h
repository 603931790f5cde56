/* SPDX-License-Identifier: GPL-2.0-only */
/* The inside of the solver: one function in one state, and what it calls. */
#ifndef GFPCHECK_ANALYSIS_EXEC_H
#define GFPCHECK_ANALYSIS_EXEC_H

#include "analysis/solve.h"

/** struct env - what is known at a point of a function. */
struct env {
	ctx_t ctx;
	uint8_t scope, dirty;
	val_t *v; /* parameters, locals, call results */
};

typedef VEC(struct env) env_vec;

struct exec {
	struct solver *s;
	state_t id;
	const struct gfunc *gf;
	const struct func *f;
	const struct code *code; /* NULL: of a function that is not entered */
	sym_t home;
	int asked;   /* something whose answer depends on the module */
	size_t tape; /* see twins.h; and what was entered in vain */
	VEC(state_t) entered;
	size_t again; /* so many of them were called again */
	size_t nvals;
	env_vec live;	  /* what a call made of the environments before it */
	uint64_t written; /* by that call: what those arguments point to */
	/* what the state keeps in the end */
	VEC(struct edge_out) out;
	site_vec sites, fine;
	VEC(struct service) services;
};

/** exec_state() - interpret a state's function. Return: 1 if exits grew. */
int exec_state(struct solver *s, state_t id);
/** exec_exit() - note a way out of the state. Return: 1 if it is new. */
int exec_exit(struct exec *x, struct exit_state e);
/** exec_eval() - the value of an expression here. */
val_t exec_eval(struct exec *x, const struct env *e, expr_t id);
/** exec_refine() - on the branch where a condition, which asks about one
 * variable (see code.h), has @truth, keep what can be true there. */
void exec_refine(struct exec *x, struct env *e, expr_t cond, int var,
		 int truth);
/** store_is_seen() - can a store to a place that is no variable matter to who
 * interprets the function? */
int store_is_seen(const struct knowledge *k, const struct expr *place);

/** exec_call() - interpret a call: @e goes on in x->live, zero or more times;
 * its values are given away. */
void exec_call(struct exec *x, const struct env *e, uint32_t instr);
/** exec_store() - interpret a store. */
void exec_store(struct exec *x, struct env *e, uint32_t instr);
/** exec_written() - bit i: the variable whose address is argument i may be
 * another after a call that entered @callee. */
uint64_t exec_written(const struct solver *s, state_t callee, size_t nargs);
/** exec_forget() - f(&v), f(p): what v was, and what p leads to, is lost if
 * x->written says so. */
void exec_forget(struct exec *x, env_vec *now, uint32_t instr);
/** exec_place() - an instruction as the origin of a mask. */
uint32_t exec_place(const struct exec *x, uint32_t instr, uint32_t line);
/** plain_variable() - the variable that an expression is, as an index into the
 * values of an environment; -1: it is none. */
int plain_variable(const struct exec *x, expr_t id);
/**
 * exec_callback() - functions stored as a completion: only what they hand off
 * counts.
 */
void exec_callback(struct exec *x, const struct env *e, uint32_t instr,
		   val_t value, const struct rule *rule);
/** env_copy() - an environment of its own. */
struct env env_copy(const struct exec *x, struct stack *mem,
		    const struct env *e);

/** state_enter() - find or make a state; it is interpreted before return
 * unless it is being interpreted already. */
state_t state_enter(struct solver *s, func_t fn, sym_t home, uint8_t scope,
		    ctx_t ctx, const val_t *args, size_t nargs);

/** state_edge() - note how the state of @x gets to @e.to, and whom to tell of
 * changes. */
void state_edge(struct exec *x, struct edge_out e, const val_t *args,
		size_t nargs);

/** allocator_argument() - which argument of @fn is the mask, as its rule or
 * its parameters' types say; -1 = none. */
long allocator_argument(const struct solver *s, const struct rule *rule,
			func_t fn);

/* filler.c */
/** same_owner() - the same member, of the same member or variable. A member
 * that only wraps the slot's struct (delayed_work.work) is everybody's:
 * @wrapped asks for what is around it; else knowing less on one side is no
 * contradiction. */
int same_owner(const struct owner *a, const struct owner *b, int wrapped);
/** filler_of() - the function that took the object's address, if it always
 * fills the object itself before it is used there; else 0. @seeds: of its slot.
 */
func_t filler_of(const struct graph *g, const seed_set *seeds,
		 const struct owner *owner, int wrapped);

/* targets.c */
struct target {
	func_t fn;
	seed_t seed;
	sym_t home;
	uint8_t kind, many; /* many: how many there are, 0 = one */
};
typedef VEC(struct target) targets;

/** tables_begin() - note which modules have static tables of which struct. */
void tables_begin(struct solver *s);
/** fills_tasks() - does the function of a state itself put functions into work
 * items or timers? */
int fills_tasks(const struct solver *s, state_t id);
/** table_may_lack() - may the field be empty for some module? */
int table_may_lack(const struct exec *x, const struct slot *slot);
/** table_lacks() - the module whose I/O this is left the field of its table
 * empty. */
int table_lacks(struct exec *x, sym_t strct, sym_t field);
/** targets_too_wide() - are there so many that none is likely? What a
 * module calls of its own, callbacks or states, is called one day; of a
 * registry the object decides. */
int targets_too_wide(const struct exec *x, const targets *t);

/** targets_of_call() - functions a pointer call may reach. Return: 1 if the
 * pointer is NULL for the module whose I/O this is. */
int targets_of_call(struct exec *x, const struct env *e, const struct instr *i,
		    targets *out);
/** is_weak_target() - does only the type of the call say that @fn is meant? It
 * went through a void pointer, an integer or a cast. */
int is_weak_target(const struct exec *x, const struct instr *i, func_t fn);
/** targets_of_object() - functions in the slots of the object @v. */
void targets_of_object(struct exec *x, val_t v, const struct rule *rule,
		       targets *out);
/** targets_of_module() - functions that the module put into such slots of an
 * object of which only a pointer is known, as of a pool that was made for it.
 */
void targets_of_module(struct exec *x, const struct rule *rule, targets *out);
/** targets_of_queue() - functions of the items that are put on the queue in
 * @place. Return: 0, or 1 if it is no queue that is known, or everybody's. */
int targets_of_queue(struct exec *x, expr_t place, const struct rule *rule,
		     targets *out);
/** mask_of_seeds() - one of the masks that are stored somewhere. */
val_t mask_of_seeds(const struct graph *g, const seed_set *seeds);
/** mask_of_slot() - what a mask field may hold, narrowed to a module. */
val_t mask_of_slot(struct solver *s, sym_t home, sym_t strct, sym_t field);

#endif
