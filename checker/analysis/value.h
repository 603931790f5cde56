/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Abstract values: what an expression may be, as a few alternatives.
 *
 * An alternative is a number with known-zero and known-one bits, a function,
 * the address of an object, or the running task. A mask keeps its origin: the
 * place that wrote it, or the parameter that brought it. Values are interned,
 * so that equal ones have equal ids.
 */
#ifndef GFPCHECK_ANALYSIS_VALUE_H
#define GFPCHECK_ANALYSIS_VALUE_H

#include "graph/graph.h"

typedef uint32_t val_t;
#define VAL_TOP 0u    /* anything */
#define VAL_BOTTOM 1u /* nothing: not reached */

/* Not 0, and no more is known: the bit is set in all addresses of the kernel,
 * and no test of a pointer's low bits asks for it. */
#define NOT_NULL (1ull << 63)

#define VALUE_ALTS 4 /* more alternatives than these become VAL_TOP */

/* ALT_QUEUE: a work queue that promises progress under memory pressure.
 * ALT_REF: the address of a variable, with what is known of its value.
 * ALT_NOT: a number that is not the one in @ones. */
enum alt_kind {
	ALT_BITS,
	ALT_FUNC,
	ALT_OBJECT,
	ALT_TASK,
	ALT_QUEUE,
	ALT_REF,
	ALT_NOT
};

/* Origins: 0 = none; else a parameter of the function, or an interned place. */
#define ORIGIN_PARAM 0x80000000u

/** struct alt - one alternative; a constant has zeros == ~ones. */
struct alt {
	uint32_t kind; /* enum alt_kind; no padding: it is compared as bytes */
	uint32_t id;   /* FUNC: func_t; OBJECT: object number */
	uint32_t origin;
	seed_t seed; /* FUNC: what put it there, 0 = a direct name */
	uint64_t zeros, ones;
};

struct alts {
	size_t n;
	struct alt v[VALUE_ALTS];
};

/** struct origin - where a mask was written. */
struct origin {
	func_t fn;
	uint32_t instr; /* index of the instruction, or UINT32_MAX */
	uint32_t line;
};

/** values_begin() - start the one pool of values of a run. */
void values_begin(void);
/** values_end() - give the pool back; all ids are void. */
void values_end(void);

/** val_alts() - the alternatives; valid until values_end(). */
const struct alts *val_alts(val_t v);
/** val_of() - the id of a set of alternatives. */
val_t val_of(const struct alts *a);
/** val_const() - one known number. */
val_t val_const(int64_t n);
/** val_bits() - a number of which some bits are known. */
val_t val_bits(uint64_t zeros, uint64_t ones);
/** val_func() - a function; @seed says what put it there, 0 = its name. */
val_t val_func(func_t fn, seed_t seed);
/** val_not() - a number that is not @n. */
val_t val_not(int64_t n);
/** val_task() - the running task. */
val_t val_task(void);
/** val_queue() - a work queue with a rescuer. */
val_t val_queue(void);
/** val_ref() - the address of a variable that holds @v; VAL_TOP unless it is
 * known whether that is 0. */
val_t val_ref(val_t v);
/** val_deref() - what stands where @v points, if that is known. */
val_t val_deref(val_t v);
/** val_has() - is one of the alternatives of this kind? */
int val_has(val_t v, enum alt_kind kind);
/** val_object() - the address of an object; all-zero owners give VAL_TOP. */
val_t val_object(const struct owner *o);
/** object_owner() - which object the id of an ALT_OBJECT is. */
const struct owner *object_owner(uint32_t id);

/** val_join() - either value. */
val_t val_join(val_t a, val_t b);
/** val_unary() - a unary operator of expr.def. */
val_t val_unary(enum expr_op op, val_t a);
/** val_binary() - a binary operator of expr.def. */
val_t val_binary(enum expr_op op, val_t a, val_t b);
/** val_truth() - 1 surely true, 0 surely false, -1 unknown. */
int val_truth(val_t v);
/** val_is_const() - 1 and @n if there is one, constant, alternative. */
int val_is_const(val_t v, int64_t *n);

/** val_with_origin() - masks that have none get this origin. */
val_t val_with_origin(val_t v, uint32_t origin);
/** val_keep_bits() - forget what is known of other bits. */
val_t val_keep_bits(val_t v, uint64_t bits);
/** val_as_param() - every mask's origin becomes "parameter @i". */
val_t val_as_param(val_t v, unsigned i);
/** origin_place() - the id of a place. */
uint32_t origin_place(struct origin o);
/** origin_get() - the place behind an origin that is no parameter. */
const struct origin *origin_get(uint32_t id);

#endif
