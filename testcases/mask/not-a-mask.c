// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

extern void set_timeout(unsigned int ms);

static void good_number(struct bio *bio)
{
	set_timeout(0xcc0);
	bio->bi_opf = 0xcc0;
	bio->bi_private = kmalloc(0xcc0, GFP_NOIO);
}

static const struct block_device_operations good_number_ops = {
	.submit_bio = good_number,
};

/*
 * check-name: a number that looks like a mask is none
 * check-command: gfpcheck check
 * check-names
 */
