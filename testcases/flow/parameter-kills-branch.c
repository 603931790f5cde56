// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static int lower(struct bio *bio, int status)
{
	if (status)
		return status;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	return 0;
}

static void upper(struct bio *bio, int status)
{
	lower(bio, status);
}

static void good_failed(struct bio *bio)
{
	upper(bio, -EIO);
}

static const struct block_device_operations good_failed_ops = {
	.submit_bio = good_failed,
};

/*
 * check-name: a constant passed down kills a branch two calls below
 * check-command: gfpcheck check
 * check-names
 */
