// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * Who opens or ends a scope for its caller is called by name. A pointer that
 * may lead anywhere leaves the scope as it was, whatever is thought of its
 * targets.
 */

struct file_ops {
	void (*begin)(struct bio *bio);
	void (*end)(struct bio *bio);
};

static void begin(struct bio *bio)
{
	bio->bi_private = (void *)(unsigned long)memalloc_noio_save();
}

static void end(struct bio *bio)
{
	memalloc_noio_restore((unsigned int)(unsigned long)bio->bi_private);
}

static const struct file_ops far = { .begin = begin, .end = end };

static void good_still_open(struct bio *bio)
{
	const struct file_ops *ops = bio->bi_private;
	unsigned int noio = memalloc_noio_save();

	ops->end(bio);
	kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(noio);
}

static void warn_never_open(struct bio *bio)
{
	const struct file_ops *ops = bio->bi_private;

	ops->begin(bio);
	kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = good_still_open },
	{ .submit_bio = warn_never_open },
};

/*
 * check-name: a call through a pointer leaves the scope as it was
 * check-command: gfpcheck check
 * check-names
 */
