// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_even(struct bio *bio, int n);

static void odd(struct bio *bio, int n)
{
	if (n)
		warn_even(bio, n - 1);
}

static void warn_even(struct bio *bio, int n)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (n)
		odd(bio, n - 1);
}

static void submit(struct bio *bio)
{
	odd(bio, 5);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: recursive functions end
 * check-command: gfpcheck check
 * check-names
 */
