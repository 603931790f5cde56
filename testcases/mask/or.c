// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_other_bits(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO | __GFP_ZERO | __GFP_NOFAIL);
}

static void good_io_without_reclaim(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOWAIT | __GFP_IO);
}

static void warn_io_added(struct bio *bio)
{
	gfp_t gfp = GFP_NOIO;

	gfp |= __GFP_IO;
	bio->bi_private = kmalloc(64, gfp);
}

static void warn_reclaim_added(struct bio *bio)
{
	bio->bi_private = kmalloc(64, __GFP_IO | __GFP_DIRECT_RECLAIM);
}

static const struct block_device_operations good_other_bits_ops = {
	.submit_bio = good_other_bits,
};
static const struct block_device_operations good_io_without_reclaim_ops = {
	.submit_bio = good_io_without_reclaim,
};
static const struct block_device_operations warn_io_added_ops = {
	.submit_bio = warn_io_added,
};
static const struct block_device_operations warn_reclaim_added_ops = {
	.submit_bio = warn_reclaim_added,
};

/*
 * check-name: bits added with |
 * check-command: gfpcheck check
 * check-names
 */
