// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_computed(struct bio *bio)
{
	static const void *const table[] = { &&noio, &&kernel };

	goto *table[bio->bi_opf & 1];
noio:
	bio->bi_private = kmalloc(64, GFP_NOIO);
	return;
kernel:
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations warn_computed_ops = {
	.submit_bio = warn_computed,
};

/*
 * check-name: a computed goto may go to every label whose address is taken
 * check-command: gfpcheck check
 * check-names
 */
