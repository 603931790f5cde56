/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is the same in every state of a function: found when it is entered
 * first, or asked for first.
 */
#ifndef GFPCHECK_ANALYSIS_CODE_H
#define GFPCHECK_ANALYSIS_CODE_H

#include "analysis/solve.h"

/* Instead of the value of an expression: it depends on the state. */
#define VAL_VARIES UINT32_MAX

/* No one variable, and: several. */
#define ASKS_NONE (-1)
#define ASKS_MANY (-2)

/** struct code - of a function that is entered. */
struct code {
	val_t *fixed;	 /* expr_t -> its value + 1, 0: not evaluated yet;
			    NULL: there is only one state */
	int *asked;	 /* block -> the variable that its condition, or switch,
			    asks about, as an index into env.v, or ASKS_*:
			    NONE too if it is not looked at behind it */
	uint32_t *order; /* blocks in reverse postorder: but for loops, each
			    after all that lead to it */
	uint32_t *live;	 /* the variables that are looked at again behind the
			    beginning of a block, as indices into env.v: of
			    block b from live_at[b] to before live_at[b + 1] */
	uint32_t *live_at;
	uint8_t *unseen; /* instruction -> 1: it does nothing that is seen */
};

/** code_begin() - nothing is known yet. */
void code_begin(struct solver *s);
/** code_of() - of a function that is entered. */
const struct code *code_of(struct solver *s, func_t fn);
/** code_plain_variable() - the variable that an expression is, -1: none. */
int code_plain_variable(const struct func *f, const struct expr *e);
/** code_end() - give everything back. */
void code_end(struct solver *s);

/** is_mask_param() - is parameter @i of @fn, which has a body, a mask? */
int is_mask_param(struct solver *s, func_t fn, size_t i);
/** takes_mask() - is one of the first 30? 0 for a function without a body. */
int takes_mask(struct solver *s, func_t fn);
/** is_cut() - fn_boundary(), remembered. */
int is_cut(struct solver *s, func_t fn);
/** call_class() - what a call of @fn by its name can do. */
enum call_class call_class(struct solver *s, func_t fn);
/** code_names_param() - does the body of @f name parameter @param at all? */
int code_names_param(const struct func *f, uint16_t param);

#endif
