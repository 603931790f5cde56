// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_local(struct bio *bio)
{
	gfp_t gfp = GFP_KERNEL;

	gfp = GFP_NOIO;
	bio->bi_private = kmalloc(64, gfp);
}

static void warn_local(struct bio *bio)
{
	gfp_t gfp = GFP_NOIO;

	if (bio->bi_next)
		gfp = GFP_KERNEL;
	bio->bi_private = kmalloc(64, gfp);
}

static const struct block_device_operations good_local_ops = {
	.submit_bio = good_local,
};
static const struct block_device_operations warn_local_ops = {
	.submit_bio = warn_local,
};

/*
 * check-name: a mask in a local variable
 * check-command: gfpcheck check
 * check-names
 */
