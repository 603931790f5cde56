// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_while_condition(struct bio *bio)
{
	while (!(bio->bi_private = kmalloc(64, GFP_KERNEL)))
		msleep(10);
}

static void warn_do_body(struct bio *bio)
{
	do {
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	} while (!bio->bi_private);
}

static void warn_for_step(struct bio *bio)
{
	int i;

	for (i = 0; i < 3; i++, bio->bi_private = kmalloc(64, GFP_KERNEL))
		submit_bio_noacct(bio);
}

static void good_zero_turns(struct bio *bio)
{
	while (0)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	for (; 0;)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations warn_while_condition_ops = {
	.submit_bio = warn_while_condition,
};
static const struct block_device_operations warn_do_body_ops = {
	.submit_bio = warn_do_body,
};
static const struct block_device_operations warn_for_step_ops = {
	.submit_bio = warn_for_step,
};
static const struct block_device_operations good_zero_turns_ops = {
	.submit_bio = good_zero_turns,
};

/*
 * check-name: while, do-while and for, in condition and step
 * check-command: gfpcheck check
 * check-names
 */
