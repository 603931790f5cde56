// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_handler(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void (*handler)(struct bio *bio) = warn_handler;

static void submit(struct bio *bio)
{
	if (handler)
		handler(bio);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a call through a pointer of the file
 * check-command: gfpcheck check
 * check-names
 */
