/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls that a rule speaks of. They are few, and many look for them: so all
 * bodies are read once.
 */
#ifndef GFPCHECK_ANALYSIS_RULED_H
#define GFPCHECK_ANALYSIS_RULED_H

#include "analysis/knowledge.h"

/** struct ruled_call - one of them, with all rules of what is called. */
struct ruled_call {
	func_t fn;
	uint32_t instr;
	func_t callee; /* 0: through a slot */
	const struct fn_rules *rules;
};

/** struct ruled_calls - all, by function and instruction. */
struct ruled_calls {
	VEC(struct ruled_call) all;
	VEC(func_t) savers; /* functions that open a scope by its `save` */
};

/** ruled_begin() - find them: waits, hand-offs, queues, what serves, runs what
 * was handed off or gives a request its flags. */
void ruled_begin(struct ruled_calls *c, const struct knowledge *k);
/** ruled_forget() - all but the savers is not needed any more. */
void ruled_forget(struct ruled_calls *c);
/** ruled_end() - give everything back. */
void ruled_end(struct ruled_calls *c);

#endif
