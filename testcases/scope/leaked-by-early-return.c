// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static int begin(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	if (!bio->bi_next)
		return -EINVAL;
	memalloc_noio_restore(flags);
	return 0;
}

static void warn_one_way_closed(struct bio *bio)
{
	begin(bio);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations warn_one_way_closed_ops = {
	.submit_bio = warn_one_way_closed,
};

/*
 * check-name: a callee that returns early and leaves its scope open
 * check-command: gfpcheck check
 * check-names
 */
