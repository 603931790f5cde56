// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define get(x, gfp)                                     \
	_Generic((x), struct bio *: kmalloc(64, GFP_NOIO), \
		 default: kmalloc(64, gfp))

static void good_bio(struct bio *bio)
{
	bio->bi_private = get(bio, GFP_KERNEL);
}

static void warn_default(struct bio *bio)
{
	bio->bi_private = get(1, GFP_KERNEL);
}

static const struct block_device_operations good_bio_ops = {
	.submit_bio = good_bio,
};
static const struct block_device_operations warn_default_ops = {
	.submit_bio = warn_default,
};

/*
 * check-name: _Generic takes one branch
 * check-command: gfpcheck check
 * check-known-to-fail: libclang shows no types of the associations; of arms with one type the last is taken
 * check-names
 */
