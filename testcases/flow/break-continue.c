// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_after_break(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	for (;;) {
		if (bio->bi_next) {
			memalloc_noio_restore(flags);
			break;
		}
		cond_resched();
	}
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_after_endless(struct bio *bio)
{
	for (;;) {
		if (bio->bi_next)
			return;
		cond_resched();
	}
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations warn_after_break_ops = {
	.submit_bio = warn_after_break,
};
static const struct block_device_operations good_after_endless_ops = {
	.submit_bio = good_after_endless,
};

/*
 * check-name: break and continue end a scope's reach
 * check-command: gfpcheck check
 * check-names
 */
