// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void *good_get_tag(unsigned int flags)
{
	gfp_t gfp = GFP_KERNEL;

	if (flags & BLK_MQ_REQ_NOWAIT)
		gfp = GFP_NOWAIT;
	return kmalloc(64, gfp);
}

static void good_nowait(struct bio *bio)
{
	bio->bi_private = good_get_tag(BLK_MQ_REQ_NOWAIT | 2);
}

static const struct block_device_operations good_nowait_ops = {
	.submit_bio = good_nowait,
};

/*
 * check-name: flag bits of an argument choose the mask
 * check-command: gfpcheck check
 * check-names
 */
