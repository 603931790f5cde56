// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_no_io(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL & ~(__GFP_IO | __GFP_FS));
}

static void good_no_reclaim(struct bio *bio)
{
	gfp_t gfp = GFP_KERNEL;

	gfp &= ~__GFP_DIRECT_RECLAIM;
	bio->bi_private = kmalloc(64, gfp);
}

static void warn_no_fs(struct bio *bio)
{
	gfp_t gfp = GFP_KERNEL;

	gfp &= ~__GFP_FS;
	bio->bi_private = kmalloc(64, gfp);
}

static const struct block_device_operations good_no_io_ops = {
	.submit_bio = good_no_io,
};
static const struct block_device_operations good_no_reclaim_ops = {
	.submit_bio = good_no_reclaim,
};
static const struct block_device_operations warn_no_fs_ops = {
	.submit_bio = warn_no_fs,
};

/*
 * check-name: bits taken away with & and ~
 * check-command: gfpcheck check
 * check-names
 */
