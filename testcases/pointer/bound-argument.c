// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static int good_remove(struct device *dev, void *data)
{
	dev->driver_data = kmalloc(64, GFP_KERNEL);
	return 0;
}

static int warn_kick(struct device *dev, void *data)
{
	dev->driver_data = kmalloc(64, GFP_KERNEL);
	return 0;
}

static int for_each(struct device *devs, int n, void *data,
		    int (*fn)(struct device *, void *))
{
	int i, ret = 0;

	for (i = 0; i < n && !ret; i++)
		ret = fn(&devs[i], data);
	return ret;
}

static struct device devs[4];

int teardown(void)
{
	return for_each(devs, 4, NULL, good_remove);
}

static void submit(struct bio *bio)
{
	for_each(devs, 4, bio, warn_kick);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a function passed as an argument is that function
 * check-command: gfpcheck check
 * check-names
 */
