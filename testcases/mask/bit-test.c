// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void *good_sleeping_only(gfp_t gfp)
{
	if (gfp & __GFP_IO)
		return kmalloc(64, GFP_KERNEL);
	return kmalloc(64, gfp);
}

static void good_noio(struct bio *bio)
{
	bio->bi_private = good_sleeping_only(GFP_NOIO);
}

static const struct block_device_operations good_noio_ops = {
	.submit_bio = good_noio,
};

/*
 * check-name: a test of one bit decides
 * check-command: gfpcheck check
 * check-names
 */
