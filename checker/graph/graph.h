/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The whole program: summaries linked into one table of functions, and what
 * may stand in every slot. Nothing here knows a rule.
 */
#ifndef GFPCHECK_GRAPH_GRAPH_H
#define GFPCHECK_GRAPH_GRAPH_H

#include "base/arena.h"
#include "base/sym.h"
#include "base/vec.h"
#include "facts/facts.h"

typedef uint32_t func_t; /* 0 = none */
typedef uint32_t seed_t; /* 0 = none */

/** struct gunit - a linked unit. */
struct gunit {
	sym_t src, obj, modname;
	enum unit_status status;
	sym_t reason;
	struct summary *summary;
};

/**
 * struct gfunc - a linked function. @f is NULL for a function that no unit
 * defines. @home is the module it belongs to, 0 for a header's. In its
 * expressions E_FUNC.num is the func_t and E_GLOBAL.num the global's id.
 * @outputs: the parameters, by bit, through which it stores a function or a
 * mask, or hands on to who does: what they point to are places of their own.
 * @inputs: the same, of those through which it calls: `(*fn)(x)`, where fn is
 * the address of a pointer.
 */
struct gfunc {
	sym_t name;
	struct func *f;
	uint32_t unit;
	sym_t home;
	uint32_t first_node; /* parameters, locals, calls' results, return,
				what @outputs and @inputs point to */
	uint32_t outputs, inputs;
};

/** struct gglobal - a linked variable. */
struct gglobal {
	sym_t name, type, file;
	uint32_t line, unit;
	sym_t home;
	int defined;
};

/**
 * struct owner - the object an address stands for: &x->member or &variable,
 * and the object around it: in &x->dwork.work the member is delayed_work.work,
 * the one around it X.dwork.
 */
struct owner {
	sym_t strct, field;
	uint32_t global; /* id + 1 */
	sym_t up_strct, up_field;
	uint32_t up_global;
	func_t filler; /* in values: took the address, and fills such objects */
};

/**
 * struct seed - a value at the place where the source wrote it: a function
 * put into a slot, a mask put into a field.
 */
struct seed {
	func_t fn; /* the function, 0 = @num is a number */
	int64_t num;
	func_t where; /* the function (or initialisers) that says so */
	uint32_t line;
	sym_t home;
	struct owner owner; /* whose slot, where the source names it */
};

typedef VEC(seed_t) seed_set;

/** struct slot - everything that may stand in a (struct, field). */
struct slot {
	sym_t strct, field, type;
	uint32_t node;
	int unknown; /* something we cannot see was stored too */
};

/** struct slot_key - where a slot is found; what is compared is here. */
struct slot_key {
	sym_t strct, field;
	uint32_t slot; /* + 1 */
};

/** struct table_copy - `ops = default_ops;` somewhere: variables, + 1. */
struct table_copy {
	uint32_t to, from;
};

struct node; /* see flow.c */

struct graph {
	struct arena mem;
	struct arena *bodies; /* of functions: most are seldom looked at */
	struct arena *kept;   /* of those that are: see graph_keep() */
	const char *dir;      /* where both may have a file, or NULL */
	VEC(struct gunit) units;
	VEC(struct gfunc) funcs; /* [0] is no function */
	VEC(struct gglobal) globals;
	VEC(struct seed) seeds; /* [0] is no seed */
	VEC(struct slot) slots;
	VEC(struct table_copy) copied;
	VEC(sym_t) mask_types; /* typedefs whose numbers matter */
	uint32_t *extern_func; /* sym -> func_t */
	size_t nextern_func;
	void *tables;	    /* link.c, while names are ids in the making */
	uint32_t *set_of;   /* node -> what may stand there, index into sets */
	VEC(seed_set) sets; /* [0] is empty */
	uint8_t *open;	    /* node -> 1: something not followed may, too */
	uint32_t nnodes;
	size_t nfull; /* places that hold too much to say anything */
	struct slot_key *slot_index; /* hash table of slots */
	size_t nslot_index;
	uint8_t *types; /* sym -> what types.c read from it */
	size_t ntypes;
};

/**
 * graph_begin() - an empty graph.
 * @dir: where what is large may be put, NULL = in memory only; it outlives @g.
 */
void graph_begin(struct graph *g, const char *dir);

/**
 * graph_rest() - the bodies looked at so far are not needed for now: every so
 * many steps of a long pass their memory is given back if memory is short, see
 * arena_rest_above().
 * @g: the graph.
 * @step: the number of the step (or function); 0 = now.
 */
void graph_rest(const struct graph *g, size_t step);

/**
 * graph_keep() - the body of @fn, which is defined, will be looked at again and
 * again: it is put where graph_rest() does not reach it. Pointers into it are
 * good for as long as the graph, be they from before or from now on.
 */
void graph_keep(const struct graph *g, func_t fn);

/** graph_keep_none() - no body is looked at again and again from now on: all of
 * them rest alike. */
void graph_keep_none(const struct graph *g);

/**
 * graph_add() - link one encoded summary.
 * Return: 0, or -1 with the end of a sentence in @why.
 */
int graph_add(struct graph *g, const void *p, size_t n, const char **why);

/** graph_link() - all units are in: resolve names, fill slots. */
void graph_link(struct graph *g);

/** graph_free() - give everything back. */
void graph_free(struct graph *g);

/** graph_find() - a function by name; statics only if @name is unique. */
func_t graph_find(const struct graph *g, const char *name);

/** graph_slot() - the slot of a (struct, field), NULL if nothing uses it. */
const struct slot *graph_slot(const struct graph *g, sym_t strct, sym_t field);

/** graph_slot_seeds() - what was stored in a slot, in source order. */
const seed_set *graph_slot_seeds(const struct graph *g, const struct slot *s);

/** graph_was_copied() - does anything assign the variable @from to @to, as a
 * whole? Both + 1. */
int graph_was_copied(const struct graph *g, uint32_t to, uint32_t from);

/** graph_expr_seeds() - what may be in an expression that is a parameter,
 * local, global, member or result; NULL if nothing is known. */
const seed_set *graph_expr_seeds(const struct graph *g, func_t fn, expr_t e);

/** graph_expr_open() - may an expression hold what is not followed? 0: what
 * graph_expr_seeds() says, and NULL, is all there can be. */
int graph_expr_open(const struct graph *g, func_t fn, expr_t e);

/** graph_is_mask() - does a type's spelling say that its values are masks? */
int graph_is_mask(const struct graph *g, sym_t type);

/** graph_mask_param() - the first parameter that is a mask by its type; -1:
 * none is, or @fn is not defined. */
long graph_mask_param(const struct graph *g, func_t fn);

/** graph_is_untyped() - is it a pointer to anything, or a plain number? */
int graph_is_untyped(const struct graph *g, sym_t type);

/** called_place() - what is called: of an element of a table the table, of
 * (*fn)() the pointer. */
expr_t called_place(const struct func *f, const struct instr *i);

/** graph_called() - the same of a call through a pointer, once all is linked:
 * what a parameter points to, if that is known to hold functions, and the
 * parameter is not known to be one. */
expr_t graph_called(const struct graph *g, func_t fn, const struct instr *i);

/** owner_is_known() - is it known whose it is? */
static inline int owner_is_known(const struct owner *o)
{
	return o->strct || o->global;
}

/** expr_owner() - the owner of an address expression; all zero if unknown. */
struct owner expr_owner(const struct func *f, expr_t e);
/** given_value() - the only thing that a local variable is given by the
 * instructions from @from to before @to, 0 = none; *@n: how often it is given
 * something. */
expr_t given_value(const struct func *f, uint32_t from, uint32_t to,
		   int64_t local, size_t *n);
/** only_value() - the only value that a local variable ever has; 0: there are
 * several, or its address is taken. Linear in the function. */
expr_t only_value(const struct func *f, expr_t local);
/** stored_owner() - expr_owner(), also of a local variable that is never
 * anything else: `vt = &md->info.value_type; vt->inc = fn;`. Linear in the
 * function. */
struct owner stored_owner(const struct func *f, expr_t e);

/** func_name() - a function's name, for printing. */
const char *func_name(const struct graph *g, func_t f);
/** func_file() - the file it is defined in, "" for a stub. */
const char *func_file(const struct graph *g, func_t f);

#endif
