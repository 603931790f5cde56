// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* A variable whose address is passed may have any value afterwards. */

extern void get(int *p);

static void warn_written(struct bio *bio)
{
	int v = 0;

	get(&v);
	if (v)
		kmalloc(64, GFP_KERNEL);
}

static void good_unwritten(struct bio *bio)
{
	int v = 0, w;

	get(&w);
	if (v)
		kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = warn_written },
	{ .submit_bio = good_unwritten },
};

/*
 * check-name: a callee may write the variable whose address it gets
 * check-command: gfpcheck check
 * check-names
 */
