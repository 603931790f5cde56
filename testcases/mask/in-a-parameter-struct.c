// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct alloc_args {
	size_t size;
	gfp_t gfp;
};

static void *do_alloc(const struct alloc_args *args)
{
	return kmalloc(args->size, args->gfp);
}

static void good_args(struct bio *bio)
{
	struct alloc_args args = { .size = 64, .gfp = GFP_NOIO };

	bio->bi_private = do_alloc(&args);
}

static const struct block_device_operations good_args_ops = {
	.submit_bio = good_args,
};

/*
 * check-name: a mask carried in a struct on the stack
 * check-command: gfpcheck check
 * check-names
 */
