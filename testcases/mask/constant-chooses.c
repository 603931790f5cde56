// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void *alloc_cmd(size_t size, bool can_sleep)
{
	gfp_t gfp = can_sleep ? GFP_KERNEL : GFP_ATOMIC;

	return kmalloc(size, gfp);
}

static void good_cannot_sleep(struct bio *bio)
{
	bio->bi_private = alloc_cmd(64, false);
}

static const struct block_device_operations good_cannot_sleep_ops = {
	.submit_bio = good_cannot_sleep,
};

/*
 * check-name: a constant argument chooses the mask
 * check-command: gfpcheck check
 * check-names
 */
