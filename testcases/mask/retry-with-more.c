// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_retry(struct bio *bio)
{
	gfp_t gfp = GFP_NOWAIT | __GFP_NOWARN;

again:
	bio->bi_private = kmalloc(64, gfp);
	if (!bio->bi_private && gfp != GFP_KERNEL) {
		gfp = GFP_KERNEL;
		goto again;
	}
}

static void good_retry(struct bio *bio)
{
	gfp_t gfp = GFP_NOWAIT | __GFP_NOWARN;

	while (!(bio->bi_private = kmalloc(64, gfp)))
		gfp = GFP_NOIO;
}

static const struct block_device_operations warn_retry_ops = {
	.submit_bio = warn_retry,
};
static const struct block_device_operations good_retry_ops = {
	.submit_bio = good_retry,
};

/*
 * check-name: a second try with a stronger mask
 * check-command: gfpcheck check
 * check-names
 */
