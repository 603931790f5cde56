// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_after_inner(struct bio *bio)
{
	unsigned int outer = memalloc_noio_save();
	unsigned int inner = memalloc_noio_save();

	memalloc_noio_restore(inner);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(outer);
}

static void warn_after_outer(struct bio *bio)
{
	unsigned int outer = memalloc_noio_save();
	unsigned int inner = memalloc_noio_save();

	memalloc_noio_restore(inner);
	memalloc_noio_restore(outer);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_after_inner_ops = {
	.submit_bio = good_after_inner,
};
static const struct block_device_operations warn_after_outer_ops = {
	.submit_bio = warn_after_outer,
};

/*
 * check-name: the inner restore leaves the outer scope open
 * check-command: gfpcheck check
 * check-names
 */
