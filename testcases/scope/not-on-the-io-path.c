// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

int good_probe(struct device *dev)
{
	dev->driver_data = kmalloc(64, GFP_KERNEL);
	return dev->driver_data ? 0 : -ENOMEM;
}

static int good_open(struct block_device *bdev, fmode_t mode)
{
	bdev->bd_disk->private_data = kzalloc(64, GFP_KERNEL);
	return 0;
}

static void good_submit(struct bio *bio)
{
	bio_endio(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = good_submit,
	.open = good_open,
};

/*
 * check-name: nothing is reported where no context is
 * check-command: gfpcheck check
 * check-names
 */
