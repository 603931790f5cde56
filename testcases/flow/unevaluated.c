// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_sizeof(struct bio *bio)
{
	size_t n = sizeof(kmalloc(64, GFP_KERNEL));
	typeof(kmalloc(64, GFP_KERNEL)) p = NULL;

	bio->bi_private = p;
	bio->bi_sector = n;
}

static void good_choose(struct bio *bio)
{
	bio->bi_private = __builtin_choose_expr(1, NULL, kmalloc(64, GFP_KERNEL));
}

static const struct block_device_operations good_sizeof_ops = {
	.submit_bio = good_sizeof,
};
static const struct block_device_operations good_choose_ops = {
	.submit_bio = good_choose,
};

/*
 * check-name: operands of sizeof and typeof are not run
 * check-command: gfpcheck check
 * check-names
 */
