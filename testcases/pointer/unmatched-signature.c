// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct empty_ops {
	void (*start)(struct bio *bio);
};

static void good_same_signature(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

struct other_ops {
	void (*start)(struct bio *bio);
};

static const struct other_ops other = { .start = good_same_signature };

static void good_submit(struct bio *bio)
{
	const struct empty_ops *ops = bio->bi_private;

	ops->start(bio);
}

static const struct block_device_operations good_submit_ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: a slot that nothing fills stays unresolved, without a guess
 * check-command: gfpcheck check
 * check-names
 */
