// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static gfp_t io_mask(void)
{
	return GFP_NOIO | __GFP_NOWARN;
}

static gfp_t warn_any_mask(void)
{
	return GFP_KERNEL | __GFP_NOWARN;
}

static void good_returned(struct bio *bio)
{
	bio->bi_private = kmalloc(64, io_mask());
}

static void takes_mask(struct bio *bio)
{
	bio->bi_private = kmalloc(64, warn_any_mask());
}

static const struct block_device_operations good_returned_ops = {
	.submit_bio = good_returned,
};
static const struct block_device_operations takes_mask_ops = {
	.submit_bio = takes_mask,
};

/*
 * check-name: a mask returned by a function
 * check-command: gfpcheck check
 * check-names
 */
