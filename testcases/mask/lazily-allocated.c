// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* The first I/O that needs it allocates it: being done once excuses nothing. */
struct dev {
	void *map;
};

static int warn_page(struct dev *d)
{
	if (d->map)
		return 0;
	d->map = kmalloc(64, GFP_KERNEL);
	return d->map ? 0 : -ENOMEM;
}

static void submit(struct bio *bio)
{
	warn_page(bio->bi_private);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: what the path allocates the first time it comes by
 * check-command: gfpcheck check
 * check-names
 */
