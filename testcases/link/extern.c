// SPDX-License-Identifier: GPL-2.0-only
/* file: helper.c */
#include "kernel.h"
void *warn_helper(size_t size)
{
	return kmalloc(size, GFP_KERNEL);
}

void *good_helper(size_t size)
{
	return kmalloc(size, GFP_NOIO);
}

/* file: driver.c */
#include "kernel.h"
extern void *warn_helper(size_t size);
extern void *good_helper(size_t size);

static void submit(struct bio *bio)
{
	bio->bi_private = warn_helper(64);
	bio->bi_private = good_helper(64);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: a function of another file
 * check-command: gfpcheck check
 * check-names
 */
