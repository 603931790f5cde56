// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_kernel(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_nofs(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOFS);
}

static void good_noio(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static void good_nowait(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOWAIT);
}

static void good_atomic(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_ATOMIC);
}

static const struct block_device_operations warn_kernel_ops = {
	.submit_bio = warn_kernel,
};
static const struct block_device_operations warn_nofs_ops = {
	.submit_bio = warn_nofs,
};
static const struct block_device_operations good_noio_ops = {
	.submit_bio = good_noio,
};
static const struct block_device_operations good_nowait_ops = {
	.submit_bio = good_nowait,
};
static const struct block_device_operations good_atomic_ops = {
	.submit_bio = good_atomic,
};

/*
 * check-name: no scope, plain masks in submit_bio
 * check-command: gfpcheck check
 * check-names
 */
