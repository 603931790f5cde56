// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

DEFINE_LOCK_GUARD_0(memalloc_noio, _T->flags = memalloc_noio_save(),
		    memalloc_noio_restore(_T->flags), unsigned int flags)

static int start(struct bio *bio)
{
	guard(memalloc_noio)();
	if (!bio->bi_next)
		return -EINVAL;
	submit_bio_noacct(bio);
	return 0;
}

static void warn_after_call(struct bio *bio)
{
	start(bio);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations warn_after_call_ops = {
	.submit_bio = warn_after_call,
};

/*
 * check-name: a guard closes its scope on every way out
 * check-command: gfpcheck check
 * check-names
 */
