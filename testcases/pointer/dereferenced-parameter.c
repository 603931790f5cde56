// SPDX-License-Identifier: GPL-2.0-only
/* (*fn)() is fn(). In the kernel: the completion queues of the VIC drivers. */
#include "kernel.h"

static void warn_service(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void service(struct bio *bio, void (*fn)(struct bio *bio))
{
	(*fn)(bio);
}

static void submit(struct bio *bio)
{
	service(bio, warn_service);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: a parameter that is dereferenced to be called
 * check-command: gfpcheck check
 * check-names
 * check-known-to-fail: (*fn)() of a parameter or a variable is not followed
 */
