// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_leaf(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void left(struct bio *bio)
{
	warn_leaf(bio);
}

static void right(struct bio *bio)
{
	warn_leaf(bio);
	left(bio);
}

static void submit(struct bio *bio)
{
	if (bio->bi_next)
		left(bio);
	else
		right(bio);
	warn_leaf(bio);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: one allocation reached on many ways is one finding
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 */
