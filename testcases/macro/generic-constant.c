// SPDX-License-Identifier: GPL-2.0-only
/* Arms with one type, of which clang knows the value. */
#include "kernel.h"

#define mask_of(x, a, b) _Generic((x), struct bio *: (a), default: (b))

static void good_bio(struct bio *bio)
{
	bio->bi_private = kmalloc(8, mask_of(bio, GFP_NOIO, GFP_KERNEL));
}

static void warn_bio(struct bio *bio)
{
	bio->bi_private = kmalloc(8, mask_of(bio, GFP_KERNEL, GFP_NOIO));
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = good_bio },
	{ .submit_bio = warn_bio },
};

/*
 * check-name: _Generic chooses a mask
 * check-command: gfpcheck check
 * check-names
 */
