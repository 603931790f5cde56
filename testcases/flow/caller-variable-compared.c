// SPDX-License-Identifier: GPL-2.0-only
/*
 * A callee that gets the address of a variable compares what stands there: a
 * number is not just anything but 0 (ice_aq_get_recipe()).
 */
#include "kernel.h"

static int get(unsigned short *num)
{
	if (*num != 64)
		return -22;
	return 0;
}

static void warn_submit(struct bio *bio)
{
	unsigned short num = 64;

	if (get(&num))
		return;
	bio->bi_private = kmalloc(32, GFP_KERNEL);
}

static void good_submit(struct bio *bio)
{
	unsigned short num = 63;

	if (get(&num))
		return;
	bio->bi_private = kmalloc(32, GFP_KERNEL);
}

static const struct block_device_operations warn_ops = {
	.submit_bio = warn_submit,
};

static const struct block_device_operations good_ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: a number in a variable of the caller is that number in the callee
 * check-command: gfpcheck check
 * check-names
 */
