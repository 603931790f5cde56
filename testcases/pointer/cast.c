// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_cast(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_address(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations ops = {
	.submit_bio = (void *)warn_cast,
};

static const struct block_device_operations more_ops = {
	.submit_bio = (&warn_address),
};

/*
 * check-name: a cast does not hide which function is stored
 * check-command: gfpcheck check
 * check-names
 */
