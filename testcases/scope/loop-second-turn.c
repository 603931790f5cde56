// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_second_turn(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();
	struct bio *b;

	for (b = bio; b; b = b->bi_next) {
		b->bi_private = kmalloc(64, GFP_KERNEL);
		memalloc_noio_restore(flags);
	}
}

static void good_restore_then_leave(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();
	struct bio *b;

	for (b = bio; b; b = b->bi_next) {
		b->bi_private = kmalloc(64, GFP_KERNEL);
		if (b->bi_private)
			continue;
		memalloc_noio_restore(flags);
		return;
	}
	memalloc_noio_restore(flags);
}

static const struct block_device_operations warn_second_turn_ops = {
	.submit_bio = warn_second_turn,
};
static const struct block_device_operations good_restore_then_leave_ops = {
	.submit_bio = good_restore_then_leave,
};

/*
 * check-name: the second turn of a loop runs after the restore
 * check-command: gfpcheck check
 * check-names
 */
