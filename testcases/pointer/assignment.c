// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_submit(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

void setup(struct block_device_operations *ops, struct gendisk *disk)
{
	ops->submit_bio = warn_submit;
	disk->fops = ops;
}

/*
 * check-name: an entry stored by an assignment
 * check-command: gfpcheck check
 * check-names
 */
