// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_slow(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_fast(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static void good_unused(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void submit(struct bio *bio)
{
	void (*fn)(struct bio *) = good_unused;

	fn = bio->bi_next ? warn_slow : good_fast;
	fn(bio);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a function pointer in a local variable
 * check-command: gfpcheck check
 * check-names
 */
