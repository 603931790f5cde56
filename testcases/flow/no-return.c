// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_panic(struct bio *bio)
{
	panic("no memory");
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_bug(struct bio *bio)
{
	BUG();
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_panic_ops = {
	.submit_bio = good_panic,
};
static const struct block_device_operations good_bug_ops = {
	.submit_bio = good_bug,
};

/*
 * check-name: code after panic() and BUG() is not reached
 * check-command: gfpcheck check
 * check-names
 */
