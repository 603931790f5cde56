// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_else(struct bio *bio)
{
	if (bio->bi_opf & REQ_NOWAIT) {
		bio->bi_private = kmalloc(64, GFP_NOWAIT);
	} else if (bio->bi_next) {
		bio->bi_private = kmalloc(64, GFP_NOIO);
	} else {
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	}
}

static const struct block_device_operations warn_else_ops = {
	.submit_bio = warn_else,
};

/*
 * check-name: each branch of an if has its own facts
 * check-command: gfpcheck check
 * check-names
 */
