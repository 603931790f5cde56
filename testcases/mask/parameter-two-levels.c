// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void *inner(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp | __GFP_NOWARN);
}

static void *outer(size_t size, gfp_t gfp)
{
	return inner(size, gfp | __GFP_ZERO);
}

static void good_noio(struct bio *bio)
{
	bio->bi_private = outer(64, GFP_NOIO);
}

static void warn_user(struct bio *bio)
{
	bio->bi_private = outer(64, GFP_USER);
}

static const struct block_device_operations good_noio_ops = {
	.submit_bio = good_noio,
};
static const struct block_device_operations warn_user_ops = {
	.submit_bio = warn_user,
};

/*
 * check-name: a mask through two helpers, one adds to it
 * check-command: gfpcheck check
 * check-names
 */
