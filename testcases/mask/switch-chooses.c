// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

enum how { ATOMIC, NOIO, MAY_SLEEP };

static void *alloc_how(enum how how)
{
	gfp_t gfp;

	switch (how) {
	case ATOMIC:
		gfp = GFP_ATOMIC;
		break;
	case NOIO:
		gfp = GFP_NOIO;
		break;
	default:
		gfp = GFP_KERNEL;
	}
	return kmalloc(64, gfp);
}

static void good_noio(struct bio *bio)
{
	bio->bi_private = alloc_how(NOIO);
}

static void good_atomic(struct bio *bio)
{
	bio->bi_private = alloc_how(ATOMIC);
}

static const struct block_device_operations good_noio_ops = {
	.submit_bio = good_noio,
};
static const struct block_device_operations good_atomic_ops = {
	.submit_bio = good_atomic,
};

/*
 * check-name: a switch over a constant argument chooses the mask
 * check-command: gfpcheck check
 * check-names
 */
