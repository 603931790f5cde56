// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_fill(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_one(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	good_fill(bio);
	memalloc_noio_restore(flags);
}

static void good_two(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	if (bio->bi_next)
		good_fill(bio);
	memalloc_noio_restore(flags);
}

static const struct block_device_operations good_one_ops = {
	.submit_bio = good_one,
};
static const struct block_device_operations good_two_ops = {
	.submit_bio = good_two,
};

/*
 * check-name: every caller has a scope
 * check-command: gfpcheck check
 * check-names
 */
