// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void *get_buffer(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp);
}

static void good_noio(struct bio *bio)
{
	bio->bi_private = get_buffer(64, GFP_NOIO);
}

static void warn_kernel(struct bio *bio)
{
	bio->bi_private = get_buffer(64, GFP_KERNEL);
}

int good_setup(struct device *dev)
{
	dev->driver_data = get_buffer(64, GFP_KERNEL);
	return 0;
}

static const struct block_device_operations good_noio_ops = {
	.submit_bio = good_noio,
};
static const struct block_device_operations warn_kernel_ops = {
	.submit_bio = warn_kernel,
};

/*
 * check-name: the caller writes the mask, the helper only passes it
 * check-command: gfpcheck check
 * check-names
 */
