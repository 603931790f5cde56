// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_noretry(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN);
}

static const struct block_device_operations warn_noretry_ops = {
	.submit_bio = warn_noretry,
};

/*
 * check-name: __GFP_NORETRY and __GFP_NOWARN do not stop reclaim
 * check-command: gfpcheck check
 * check-names
 */
