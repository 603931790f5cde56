// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static int prepare(struct bio *bio, unsigned int *flags)
{
	if (!bio->bi_next)
		return -EINVAL;
	*flags = memalloc_noio_save();
	return 0;
}

static void warn_ignores_failure(struct bio *bio)
{
	unsigned int flags = 0;

	prepare(bio, &flags);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
}

static const struct block_device_operations warn_ignores_failure_ops = {
	.submit_bio = warn_ignores_failure,
};

/*
 * check-name: an early return before the save
 * check-command: gfpcheck check
 * check-names
 */
