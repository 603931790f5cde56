// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_after_loop(struct bio *bio)
{
	struct bio *b;

	for (b = bio; b; b = b->bi_next) {
		unsigned int flags = memalloc_noio_save();

		submit_bio_noacct(b);
		memalloc_noio_restore(flags);
	}
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_in_loop(struct bio *bio)
{
	struct bio *b;

	for (b = bio; b; b = b->bi_next) {
		unsigned int flags = memalloc_noio_save();

		b->bi_private = kmalloc(64, GFP_KERNEL);
		memalloc_noio_restore(flags);
	}
}

static const struct block_device_operations warn_after_loop_ops = {
	.submit_bio = warn_after_loop,
};
static const struct block_device_operations good_in_loop_ops = {
	.submit_bio = good_in_loop,
};

/*
 * check-name: save and restore in every turn of a loop
 * check-command: gfpcheck check
 * check-names
 */
