// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_noreclaim(struct bio *bio)
{
	unsigned int flags = memalloc_noreclaim_save();

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noreclaim_restore(flags);
}

static void warn_after_noreclaim(struct bio *bio)
{
	unsigned int flags = memalloc_noreclaim_save();

	submit_bio_noacct(bio);
	memalloc_noreclaim_restore(flags);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_noreclaim_ops = {
	.submit_bio = good_noreclaim,
};
static const struct block_device_operations warn_after_noreclaim_ops = {
	.submit_bio = warn_after_noreclaim,
};

/*
 * check-name: PF_MEMALLOC never reclaims, so it never starts I/O
 * check-command: gfpcheck check
 * check-names
 */
