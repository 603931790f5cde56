// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_write(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_read(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static void (*const op_table[])(struct bio *bio) = {
	[0] = good_read,
	[1] = warn_write,
};

static void submit(struct bio *bio)
{
	op_table[bio->bi_opf & 1](bio);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a table of functions indexed by opcode
 * check-command: gfpcheck check
 * check-names
 */
