/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Twins: states that differ in nothing but the module whose I/O it is. Most
 * functions never ask for the module, they only hand it on to what they call:
 * what one twin did, the others do, as long as what they call returns the same.
 */
#ifndef GFPCHECK_ANALYSIS_TWINS_H
#define GFPCHECK_ANALYSIS_TWINS_H

#include "analysis/exec.h"

/** twins_begin() - a state is about to be interpreted. */
void twins_begin(struct exec *x);
/** twins_call() - it called @fn by name, in the state @callee. */
void twins_call(struct exec *x, const struct edge_out *e, const val_t *args,
		size_t nargs);
/** twins_exit() - it found a way out. */
void twins_exit(struct exec *x, struct exit_state e);
/** twins_end() - it was interpreted: its twins may follow it. */
void twins_end(struct exec *x);

/**
 * twins_follow() - do what a twin did.
 * @x: its edges and sites are filled in.
 * @grew: set to 1 if exits grew.
 * Return: 1, or 0: there is none, or what is called returns something else. It
 * must be interpreted then; what was done of it does no harm.
 */
int twins_follow(struct exec *x, int *grew);

/** twins_enter() - state_enter() of a function that is called, unless following
 * a twin has entered it. */
state_t twins_enter(struct exec *x, const struct target *t, uint8_t scope,
		    ctx_t ctx, const val_t *args, size_t nargs);

/** twins_free() - give everything back. */
void twins_free(struct solver *s);

#endif
