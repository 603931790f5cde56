// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_submit(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static int good_open(struct block_device *bdev, fmode_t mode)
{
	bdev->bd_disk->private_data = kmalloc(64, GFP_KERNEL);
	return 0;
}

static const struct block_device_operations ops = { warn_submit, good_open };

/*
 * check-name: an entry in a positional initialiser
 * check-command: gfpcheck check
 * check-names
 */
