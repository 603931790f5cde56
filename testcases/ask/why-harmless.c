// SPDX-License-Identifier: GPL-2.0-only
/* A function below which nothing counts is not followed, but its contexts hold.
 */
#include "kernel.h"

static int sectors;

static void count(struct bio *bio)
{
	if (bio->bi_bdev)
		sectors++;
}

static void submit(struct bio *bio)
{
	count(bio);
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: why: contexts of a function that need not be followed
 * check-command: gfpcheck why count
 * check-output-contains: ^  runs in noio, scope none:$
 * check-output-contains: ^      -> count\(\)  why-harmless.c:8$
 * check-output-contains: nothing below it allocates
 * check-output-excludes: not reached
 */
