// SPDX-License-Identifier: GPL-2.0-only
/*
 * for (;;) with parts left out. What stands after a loop that counts down in
 * its test is reached (handle_stripe_dirtying() in drivers/md/raid5.c).
 */
#include "kernel.h"

int step(int i);

static void *warn_count_down(int n)
{
	int i;

	for (i = n; i--;)
		step(i);
	return kmalloc(64, GFP_KERNEL);
}

static void submit_down(struct bio *bio)
{
	bio->bi_private = warn_count_down(step(0));
}

static void *warn_test_and_step(int n)
{
	for (; n; n--)
		step(n);
	return kmalloc(64, GFP_KERNEL);
}

static void submit_step(struct bio *bio)
{
	bio->bi_private = warn_test_and_step(step(0));
}

static void *good_endless(int n)
{
	int i;

	for (i = 0;; i++)
		step(i);
	return kmalloc(n, GFP_KERNEL);
}

static void submit_endless(struct bio *bio)
{
	bio->bi_private = good_endless(step(0));
}

static const struct block_device_operations down_ops = {
	.submit_bio = submit_down,
};

static const struct block_device_operations step_ops = {
	.submit_bio = submit_step,
};

static const struct block_device_operations endless_ops = {
	.submit_bio = submit_endless,
};

/*
 * check-name: a loop whose test counts down ends
 * check-command: gfpcheck check
 * check-names
 */
