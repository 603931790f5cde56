// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_choice(struct bio *bio)
{
	gfp_t gfp = bio->bi_opf & REQ_NOWAIT ? GFP_NOWAIT : GFP_NOIO;

	bio->bi_private = kmalloc(64, gfp);
}

static void warn_choice(struct bio *bio)
{
	bio->bi_private = kmalloc(64, bio->bi_opf & REQ_NOWAIT ? GFP_NOWAIT :
								 GFP_KERNEL);
}

static const struct block_device_operations good_choice_ops = {
	.submit_bio = good_choice,
};
static const struct block_device_operations warn_choice_ops = {
	.submit_bio = warn_choice,
};

/*
 * check-name: a mask chosen by ?:
 * check-command: gfpcheck check
 * check-names
 */
