// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct driver {
	const char *name;
	struct block_device_operations fops[2];
};

static void warn_first(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_second(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static struct driver driver = {
	.name = "x",
	.fops = {
		[0] = { .submit_bio = warn_first },
		[1].submit_bio = warn_second,
	},
};

/*
 * check-name: an entry in a nested struct and in an array
 * check-command: gfpcheck check
 * check-names
 */
