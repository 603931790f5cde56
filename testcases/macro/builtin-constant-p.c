// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static inline void *get(size_t n, gfp_t gfp)
{
	if (__builtin_constant_p(n))
		return kmalloc(n, gfp | __GFP_ZERO);
	return __kmalloc(n, gfp);
}

static void warn_kernel(struct bio *bio)
{
	bio->bi_private = get(64, GFP_KERNEL);
}

static void good_noio(struct bio *bio)
{
	bio->bi_private = get(64, GFP_NOIO);
}

static const struct block_device_operations warn_kernel_ops = {
	.submit_bio = warn_kernel,
};
static const struct block_device_operations good_noio_ops = {
	.submit_bio = good_noio,
};

/*
 * check-name: both answers of __builtin_constant_p() are possible for a parameter
 * check-command: gfpcheck check
 * check-names
 */
