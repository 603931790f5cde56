// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_inside(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
}

static void warn_before(struct bio *bio)
{
	unsigned int flags;

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	flags = memalloc_noio_save();
	submit_bio_noacct(bio);
	memalloc_noio_restore(flags);
}

static void warn_after(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	submit_bio_noacct(bio);
	memalloc_noio_restore(flags);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_inside_ops = {
	.submit_bio = good_inside,
};
static const struct block_device_operations warn_before_ops = {
	.submit_bio = warn_before,
};
static const struct block_device_operations warn_after_ops = {
	.submit_bio = warn_after,
};

/*
 * check-name: a scope covers what stands between save and restore
 * check-command: gfpcheck check
 * check-names
 */
