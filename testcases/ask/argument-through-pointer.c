// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function that is given to a call through a pointer. In the kernel: what
 * device mapper hands to iterate_devices.
 */
#include "kernel.h"

struct type {
	void (*each)(void (*fn)(void));
};

static void visit(void)
{
}

static void each(void (*fn)(void))
{
	fn();
}

static const struct type type = {
	.each = each,
};

void walk(const struct type *t)
{
	t->each(visit);
}

const struct type *get(void)
{
	return &type;
}
/*
 * check-name: callers: an argument of a pointer call
 * check-command: gfpcheck callers visit
 * check-output-contains: each\(\)  argument-through-pointer.c:18
 */
