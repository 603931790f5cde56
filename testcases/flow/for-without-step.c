// SPDX-License-Identifier: GPL-2.0-only
/*
 * for (;;) with parts left out. What stands after a loop that counts down in
 * its test is reached (handle_stripe_dirtying() in drivers/md/raid5.c), and what
 * stands after for_each_cpu() of 5.10 or for_each_set_bit_from().
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

static void *warn_comma_in_test(int n)
{
	int i;

	for (i = -1; i = step(i), i < n;)
		step(n);
	return kmalloc(64, GFP_KERNEL);
}

static void submit_comma(struct bio *bio)
{
	bio->bi_private = warn_comma_in_test(step(0));
}

static void *warn_comma_and_step(int n, int i)
{
	for (; i = step(i), i < n; i++)
		step(n);
	return kmalloc(64, GFP_KERNEL);
}

static void submit_comma_step(struct bio *bio)
{
	bio->bi_private = warn_comma_and_step(step(0), step(1));
}

static void *warn_shift(unsigned int n)
{
	for (; n >>= 1;)
		step(0);
	return kmalloc(64, GFP_KERNEL);
}

static void submit_shift(struct bio *bio)
{
	bio->bi_private = warn_shift(step(0));
}

static void *good_endless(int n)
{
	int i;

	for (i = 0;; i++)
		step(i);
	return kmalloc(n, GFP_KERNEL);
}

static void *good_endless_commas(int n)
{
	int i, k;

	for (i = 0, k = n;; i++, k = step(k))
		step(i);
	return kmalloc(n, GFP_KERNEL);
}

static void submit_endless_commas(struct bio *bio)
{
	bio->bi_private = good_endless_commas(step(0));
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

static const struct block_device_operations comma_ops = {
	.submit_bio = submit_comma,
};

static const struct block_device_operations comma_step_ops = {
	.submit_bio = submit_comma_step,
};

static const struct block_device_operations shift_ops = {
	.submit_bio = submit_shift,
};

static const struct block_device_operations endless_commas_ops = {
	.submit_bio = submit_endless_commas,
};

/*
 * check-name: a loop whose test counts down, or stands behind a comma, ends
 * check-command: gfpcheck check
 * check-names
 */
