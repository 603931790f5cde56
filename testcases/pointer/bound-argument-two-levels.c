// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static int warn_fn(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	return 0;
}

static int good_fn(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	return 0;
}

static int call(struct bio *bio, int (*fn)(struct bio *))
{
	return fn(bio);
}

static int call_it(struct bio *bio, int (*fn)(struct bio *))
{
	return call(bio, fn);
}

int scan(struct bio *bio)
{
	return call_it(bio, good_fn);
}

static void submit(struct bio *bio)
{
	call_it(bio, warn_fn);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a bound function handed on
 * check-command: gfpcheck check
 * check-names
 */
