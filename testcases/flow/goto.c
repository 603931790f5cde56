// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_label(struct bio *bio)
{
	gfp_t gfp = GFP_NOIO;

	if (bio->bi_next)
		goto kernel;
	bio->bi_private = kmalloc(64, gfp);
	return;
kernel:
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_skipped(struct bio *bio)
{
	goto out;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
out:
	bio_endio(bio);
}

static const struct block_device_operations warn_label_ops = {
	.submit_bio = warn_label,
};
static const struct block_device_operations good_skipped_ops = {
	.submit_bio = good_skipped,
};

/*
 * check-name: goto forward and backward
 * check-command: gfpcheck check
 * check-names
 */
