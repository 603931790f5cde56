// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function that a call through a pointer returns.
 */
#include "kernel.h"

typedef void (*visitor)(void);

struct type {
	visitor (*choose)(int how);
};

static void visit(void)
{
}

static visitor choose(int how)
{
	return how ? visit : NULL;
}

static const struct type type = {
	.choose = choose,
};

void walk(const struct type *t)
{
	visitor fn = t->choose(1);

	fn();
}

const struct type *get(void)
{
	return &type;
}
/*
 * check-name: callers: the result of a pointer call
 * check-command: gfpcheck callers visit
 * check-output-contains: walk\(\)  result-of-pointer-call.c:30
 */
