// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct pool {
	gfp_t gfp;
};

static struct pool io_pool = { .gfp = GFP_NOIO };

static void good_pool(struct bio *bio)
{
	struct pool *pool = bio->bi_private;

	pool->gfp = GFP_NOIO;
	bio->bi_next = kmalloc(64, pool->gfp | __GFP_ZERO);
}

static const struct block_device_operations good_pool_ops = {
	.submit_bio = good_pool,
};

/*
 * check-name: a mask kept in the driver's own struct
 * check-command: gfpcheck check
 * check-names
 */
