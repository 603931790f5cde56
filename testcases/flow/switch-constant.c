// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_serve(struct bio *bio, int op)
{
	switch (op) {
	case 0:
		bio->bi_private = kmalloc(64, GFP_NOIO);
		break;
	case 1:
		bio->bi_private = kmalloc(64, GFP_KERNEL);
		break;
	}
}

static void good_read(struct bio *bio)
{
	good_serve(bio, 0);
}

static const struct block_device_operations good_read_ops = {
	.submit_bio = good_read,
};

/*
 * check-name: a switch over a known constant takes one case
 * check-command: gfpcheck check
 * check-names
 */
