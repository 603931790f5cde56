// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_arm(struct bio *bio)
{
	bio->bi_private = bio->bi_next ? kmalloc(64, GFP_KERNEL) : NULL;
}

static void warn_omitted_middle(struct bio *bio)
{
	bio->bi_private = bio->bi_private ?: kmalloc(64, GFP_KERNEL);
}

static void good_arm(struct bio *bio)
{
	bio->bi_private = 1 ? NULL : kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations warn_arm_ops = {
	.submit_bio = warn_arm,
};
static const struct block_device_operations warn_omitted_middle_ops = {
	.submit_bio = warn_omitted_middle,
};
static const struct block_device_operations good_arm_ops = {
	.submit_bio = good_arm,
};

/*
 * check-name: a call in one arm of ?:
 * check-command: gfpcheck check
 * check-names
 */
