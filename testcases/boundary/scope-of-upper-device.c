// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_lower(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_upper(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	bio->bi_bdev->bd_disk->fops->submit_bio(bio);
	memalloc_noio_restore(flags);
}

static const struct block_device_operations warn_lower_ops = {
	.submit_bio = warn_lower,
};
static const struct block_device_operations good_upper_ops = {
	.submit_bio = good_upper,
};

/*
 * check-name: an entry is checked by itself, whatever scope an upper device has
 * check-command: gfpcheck check
 * check-names
 */
