// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_lower(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_upper(struct bio *bio)
{
	bio->bi_bdev->bd_disk->fops->submit_bio(bio);
}

static const struct block_device_operations warn_lower_ops = {
	.submit_bio = warn_lower,
};
static const struct block_device_operations good_upper_ops = {
	.submit_bio = good_upper,
};

/*
 * check-name: a call through a slot that is an entry itself
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 */
