// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_submit(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

void setup(struct block_device_operations *ops)
{
	*ops = (struct block_device_operations){ .submit_bio = warn_submit };
}

/*
 * check-name: an entry in a compound literal
 * check-command: gfpcheck check
 * check-names
 */
