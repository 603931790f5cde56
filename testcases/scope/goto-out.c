// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_goto_out(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	if (!bio->bi_next)
		goto out;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (!bio->bi_private)
		goto out;
	bio->bi_next = kmalloc(64, GFP_KERNEL);
out:
	memalloc_noio_restore(flags);
}

static void warn_after_out(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	if (!bio->bi_next)
		goto out;
	submit_bio_noacct(bio);
out:
	memalloc_noio_restore(flags);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_goto_out_ops = {
	.submit_bio = good_goto_out,
};
static const struct block_device_operations warn_after_out_ops = {
	.submit_bio = warn_after_out,
};

/*
 * check-name: one label restores for every way out
 * check-command: gfpcheck check
 * check-names
 */
