// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void enter(unsigned int *flags)
{
	*flags = memalloc_noio_save();
}

static void good_entered(struct bio *bio)
{
	unsigned int flags;

	enter(&flags);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
}

static void warn_left(struct bio *bio)
{
	unsigned int flags;

	enter(&flags);
	memalloc_noio_restore(flags);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_entered_ops = {
	.submit_bio = good_entered,
};
static const struct block_device_operations warn_left_ops = {
	.submit_bio = warn_left,
};

/*
 * check-name: the saved flags go out through a parameter
 * check-command: gfpcheck check
 * check-names
 */
