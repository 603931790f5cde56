// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

DEFINE_LOCK_GUARD_0(memalloc_noio, _T->flags = memalloc_noio_save(),
		    memalloc_noio_restore(_T->flags), unsigned int flags)

static void good_guard(struct bio *bio)
{
	guard(memalloc_noio)();
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_after_block(struct bio *bio)
{
	{
		guard(memalloc_noio)();
		submit_bio_noacct(bio);
	}
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_guard_ops = {
	.submit_bio = good_guard,
};
static const struct block_device_operations warn_after_block_ops = {
	.submit_bio = warn_after_block,
};

/*
 * check-name: a scope opened by guard() ends where its block ends
 * check-command: gfpcheck check
 * check-names
 */
