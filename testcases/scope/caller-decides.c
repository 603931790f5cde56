// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_fill(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_scoped(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	warn_fill(bio);
	memalloc_noio_restore(flags);
}

static void unscoped(struct bio *bio)
{
	warn_fill(bio);
}

static const struct block_device_operations good_scoped_ops = {
	.submit_bio = good_scoped,
};
static const struct block_device_operations unscoped_ops = {
	.submit_bio = unscoped,
};

/*
 * check-name: one function called inside a scope and outside of one
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 */
