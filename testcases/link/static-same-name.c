// SPDX-License-Identifier: GPL-2.0-only
/* file: a.c */
#include "kernel.h"
static void *get(void)
{
	return kmalloc(64, GFP_NOIO);
}

static void good_submit(struct bio *bio)
{
	bio->bi_private = get();
}

static const struct block_device_operations ops = {
	.submit_bio = good_submit,
};

/* file: b.c */
#include "kernel.h"
static void *get(void)
{
	return kmalloc(64, GFP_KERNEL);
}

int probe(struct device *dev)
{
	dev->driver_data = get();
	return 0;
}

/*
 * check-name: two static functions with one name
 * check-command: gfpcheck check
 * check-names
 */
