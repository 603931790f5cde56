// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Who gets a good mask and makes a bad one of it wrote it. */

static noinline void *warn_or(gfp_t gfp)
{
	return kmalloc(64, gfp | __GFP_IO);
}

static noinline void *warn_assigned(gfp_t gfp)
{
	gfp |= __GFP_IO;
	return kmalloc(64, gfp);
}

static noinline void *passed_on(gfp_t gfp)
{
	return kmalloc(64, gfp);
}

static noinline void *warn_two_levels(gfp_t gfp)
{
	return passed_on(gfp | GFP_KERNEL);
}

static noinline void *good_other_bits(gfp_t gfp)
{
	return kmalloc(64, gfp | __GFP_NOWARN);
}

static noinline void *good_narrowed(gfp_t gfp)
{
	return passed_on((gfp | __GFP_IO) & ~__GFP_IO);
}

static void submit_or(struct bio *bio)
{
	bio->bi_private = warn_or(GFP_NOIO);
}

static void submit_assigned(struct bio *bio)
{
	bio->bi_private = warn_assigned(GFP_NOIO);
}

static void submit_two_levels(struct bio *bio)
{
	bio->bi_private = warn_two_levels(GFP_NOIO);
}

static void submit_good(struct bio *bio)
{
	bio->bi_private = good_other_bits(GFP_NOIO);
	bio->bi_private = good_narrowed(GFP_NOIO);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = submit_or },
	{ .submit_bio = submit_assigned },
	{ .submit_bio = submit_two_levels },
	{ .submit_bio = submit_good },
};

/*
 * check-name: a mask that was good where it was passed
 * check-command: gfpcheck check
 * check-names
 */
