// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_implied(struct bio *bio)
{
	bio->bi_private = vmalloc(PAGE_SIZE);
}

static void good_scoped(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	bio->bi_private = vmalloc(PAGE_SIZE);
	memalloc_noio_restore(flags);
}

static const struct block_device_operations warn_implied_ops = {
	.submit_bio = warn_implied,
};
static const struct block_device_operations good_scoped_ops = {
	.submit_bio = good_scoped,
};

/*
 * check-name: vmalloc() takes no mask and means GFP_KERNEL
 * check-command: gfpcheck check
 * check-names
 */
