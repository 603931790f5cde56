// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void *preload(gfp_t gfp)
{
	if (gfpflags_allow_blocking(gfp))
		return kmalloc(64, gfp);
	return kmalloc(64, GFP_NOWAIT);
}

static void *good_second_try(gfp_t gfp)
{
	if (gfpflags_allow_blocking(gfp))
		return kmalloc(64, GFP_KERNEL);
	return NULL;
}

static void good_noio(struct bio *bio)
{
	bio->bi_private = preload(GFP_NOIO);
}

static void good_atomic(struct bio *bio)
{
	bio->bi_private = good_second_try(GFP_ATOMIC);
}

static void warn_kernel(struct bio *bio)
{
	bio->bi_private = preload(GFP_KERNEL);
}

static const struct block_device_operations good_noio_ops = {
	.submit_bio = good_noio,
};
static const struct block_device_operations good_atomic_ops = {
	.submit_bio = good_atomic,
};
static const struct block_device_operations warn_kernel_ops = {
	.submit_bio = warn_kernel,
};

/*
 * check-name: gfpflags_allow_blocking() guards the blocking branch
 * check-command: gfpcheck check
 * check-names
 */
