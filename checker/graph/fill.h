/* SPDX-License-Identifier: GPL-2.0-only */
/* Filling nodes: what slots.c, fill.c and owners.c share. */
#ifndef GFPCHECK_GRAPH_FILL_H
#define GFPCHECK_GRAPH_FILL_H

#include "graph/flow.h"

/** struct store_summary - "function X stores value into @slot of what its
 * parameter @base points to", or of a named object. */
struct store_summary {
	uint32_t slot;
	int16_t base;  /* parameter, or -1: @owner */
	int16_t value; /* parameter, or -1: @seed */
	seed_t seed;
	struct owner owner;
};

typedef VEC(struct store_summary) summaries;

/** struct call_ref - a named call. @done: so many of the callee's stores are
 * the caller's as well, where they are. */
struct call_ref {
	func_t caller, callee;
	uint32_t instr, done;
};

struct fill {
	struct graph *g;
	struct flow flow;
	summaries *stores; /* by func_t */
	size_t nstores;
	VEC(struct call_ref) calls;
};

/* slots.c */
/** slot_id() - the number of a (struct, field); new ones are added. */
uint32_t slot_id(struct graph *g, sym_t strct, sym_t field);
/** number_nodes() - slots are complete: each place gets its node. */
void number_nodes(struct fill *w);
/** pointed_place() - what a local variable points to: `p = table; p++`.
 * Return: 0 if that is not one place which the function names. */
expr_t pointed_place(const struct func *f, int64_t local);
/** expr_node() - the node an expression reads or writes; 0 = none we follow. */
uint32_t expr_node(const struct graph *g, func_t fn, expr_t id,
		   uint32_t first_global);

/* types.c */
/** types_begin() - the names of all units are known. */
void types_begin(struct graph *g);
/** may_carry() - may a value of this type be a function or a mask? */
int may_carry(const struct graph *g, sym_t type);
/** may_be_called() - a pointer to a function, or void *. */
int may_be_called(const struct graph *g, sym_t type);
/** may_lead_on() - a pointer to what may be a pointer to a function, or to a
 * mask. */
int may_lead_on(const struct graph *g, sym_t type);

/* fill.c */
/** fill_begin() - all functions that are defined are known. */
void fill_begin(struct fill *w, struct graph *g);
/** fill_collect() - the slots that a function uses, its calls and stores: of
 * all before nodes are numbered. Its names are ids already. */
void fill_collect(struct fill *w, func_t fn);
/** fill_close() - propagate seeds through copies until nothing changes; gives
 * @w's memory back. */
void fill_close(struct fill *w);
/** new_seed() - the number of a value at the place that wrote it. */
seed_t new_seed(struct graph *g, struct seed s);
/** seed_at() - what is written in @where at that line, for its unit's module;
 * @fn: 0 if it is no function. */
struct seed seed_at(const struct graph *g, func_t fn, func_t where,
		    uint32_t line);

/** fill_owned() - the functions that @value may be, put into a slot of an owner
 * that the source names: `mode ? read : write` is either.
 * Return: 1 if it is nothing else. */
int fill_owned(struct fill *w, func_t fn, uint32_t slot, const struct instr *i,
	       expr_t value, struct owner o);

/* owners.c */
/** note_store() - note a store into a member of what a parameter points to, of
 * a parameter into a named object, or of one table to another. */
void note_store(struct fill *w, func_t fn, const struct instr *i);
/** add_owned() - a value stands in a slot of a named object. */
void add_owned(struct fill *w, uint32_t slot, struct seed s, struct owner o);
/** close_summaries() - hand helpers' stores on to their callers. */
void close_summaries(struct fill *w);
/** each_call() - apply() to all named calls; 1 if one of them said so. */
int each_call(struct fill *w, int (*apply)(struct fill *, struct call_ref *));

/* outputs.c */
/** note_output() - @pointer is stored through. */
void note_output(struct fill *w, func_t fn, const struct expr *pointer);
/** note_input() - @callee is called: perhaps through a parameter's address. */
void note_input(struct fill *w, func_t fn, const struct expr *callee);
/** close_outputs() - before nodes are numbered: a pointer that is handed on to
 * who stores through it is an output as well. */
void close_outputs(struct fill *w);
/** output_node() - the node of what a parameter points to; 0 = none. */
uint32_t output_node(const struct gfunc *gf, int64_t param);
/** bind_output() - what @arg points to is what parameter @k of a callee does.
 */
void bind_output(struct fill *w, func_t fn, expr_t arg,
		 const struct gfunc *callee, uint16_t k);

#endif
