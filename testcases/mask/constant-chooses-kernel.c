// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void *warn_alloc_cmd(size_t size, bool can_sleep)
{
	if (!can_sleep)
		return kmalloc(size, GFP_NOWAIT);
	return kmalloc(size, GFP_KERNEL);
}

static void submit(struct bio *bio)
{
	bio->bi_private = warn_alloc_cmd(64, true);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: the other value of the constant
 * check-command: gfpcheck check
 * check-names
 */
