// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_constant(struct bio *bio)
{
	bio->bi_private = kmalloc(sizeof(struct bio), GFP_KERNEL);
}

static void warn_variable(struct bio *bio)
{
	bio->bi_private = kmalloc(bio->bi_opf, GFP_KERNEL);
}

static void warn_big(struct bio *bio)
{
	bio->bi_private = kmalloc(1 << 20, GFP_KERNEL);
}

static const struct block_device_operations warn_constant_ops = {
	.submit_bio = warn_constant,
};
static const struct block_device_operations warn_variable_ops = {
	.submit_bio = warn_variable,
};
static const struct block_device_operations warn_big_ops = {
	.submit_bio = warn_big,
};

/*
 * check-name: kmalloc() of a constant, a zero and a variable size
 * check-command: gfpcheck check
 * check-names
 * check-findings: 3
 */
