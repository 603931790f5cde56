// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_and(struct bio *bio)
{
	if (bio->bi_next && (bio->bi_private = kmalloc(64, GFP_KERNEL)))
		submit_bio_noacct(bio);
}

static void good_false_and(struct bio *bio)
{
	if (0 && (bio->bi_private = kmalloc(64, GFP_KERNEL)))
		submit_bio_noacct(bio);
	if (1 || (bio->bi_private = kmalloc(64, GFP_KERNEL)))
		submit_bio_noacct(bio);
}

static void *good_try(bool may_sleep)
{
	return may_sleep && !in_interrupt() ? kmalloc(64, GFP_KERNEL) : NULL;
}

static void good_constant(struct bio *bio)
{
	bio->bi_private = good_try(false);
}

static const struct block_device_operations warn_and_ops = {
	.submit_bio = warn_and,
};
static const struct block_device_operations good_false_and_ops = {
	.submit_bio = good_false_and,
};
static const struct block_device_operations good_constant_ops = {
	.submit_bio = good_constant,
};

/*
 * check-name: the right side of && and || runs on one outcome only
 * check-command: gfpcheck check
 * check-names
 */
