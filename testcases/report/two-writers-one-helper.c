// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void *helper(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp);
}

static void warn_one(struct bio *bio)
{
	bio->bi_private = helper(64, GFP_KERNEL);
}

static void warn_two(struct bio *bio)
{
	bio->bi_private = helper(64, GFP_NOFS);
}

static const struct block_device_operations warn_one_ops = {
	.submit_bio = warn_one,
};
static const struct block_device_operations warn_two_ops = {
	.submit_bio = warn_two,
};

/*
 * check-name: two places that write a wrong mask are two findings
 * check-command: gfpcheck check
 * check-names
 * check-findings: 2
 */
