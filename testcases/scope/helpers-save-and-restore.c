// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static unsigned int begin_io(void)
{
	return memalloc_noio_save();
}

static void end_io(unsigned int flags)
{
	memalloc_noio_restore(flags);
}

static void good_between(struct bio *bio)
{
	unsigned int flags = begin_io();

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	end_io(flags);
}

static void warn_after_end(struct bio *bio)
{
	unsigned int flags = begin_io();

	submit_bio_noacct(bio);
	end_io(flags);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_between_ops = {
	.submit_bio = good_between,
};
static const struct block_device_operations warn_after_end_ops = {
	.submit_bio = warn_after_end,
};

/*
 * check-name: one helper saves, another restores
 * check-command: gfpcheck check
 * check-names
 */
