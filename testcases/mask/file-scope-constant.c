// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static const gfp_t io_gfp = GFP_NOIO | __GFP_NOWARN;

#define BAD_GFP (GFP_KERNEL | __GFP_NOWARN)
#define GOOD_GFP (GFP_NOIO | __GFP_NORETRY)

static void good_constant(struct bio *bio)
{
	bio->bi_private = kmalloc(64, io_gfp);
}

static void good_macro(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GOOD_GFP);
}

static void warn_macro(struct bio *bio)
{
	bio->bi_private = kmalloc(64, BAD_GFP);
}

static const struct block_device_operations good_constant_ops = {
	.submit_bio = good_constant,
};
static const struct block_device_operations good_macro_ops = {
	.submit_bio = good_macro,
};
static const struct block_device_operations warn_macro_ops = {
	.submit_bio = warn_macro,
};

/*
 * check-name: a mask in a constant of the file or a macro
 * check-command: gfpcheck check
 * check-names
 */
