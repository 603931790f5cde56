// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	void *table, *other;
};

static void good_reset(struct dev *d)
{
	if (!d->table)
		d->table = kmalloc(64, GFP_KERNEL);
}

static void submit_once(struct bio *bio)
{
	good_reset(bio->bi_private);
}

static const struct block_device_operations once_ops = {
	.submit_bio = submit_once,
};

static void warn_always(struct dev *d)
{
	if (d->table)
		d->other = kmalloc(64, GFP_KERNEL);
}

static void submit_always(struct bio *bio)
{
	warn_always(bio->bi_private);
}

static const struct block_device_operations always_ops = {
	.submit_bio = submit_always,
};

/*
 * check-name: what is allocated once is hardly ever allocated on the path
 * check-command: gfpcheck check
 * check-names
 */
