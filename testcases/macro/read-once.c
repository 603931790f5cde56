// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev_ops {
	void (*start)(struct bio *bio);
};

static void warn_start(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct dev_ops dev_ops = { .start = warn_start };
static const struct dev_ops *the_ops = &dev_ops;

static void submit(struct bio *bio)
{
	const struct dev_ops *ops = rcu_dereference(the_ops);

	ops->start(bio);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a pointer read through READ_ONCE() and rcu_dereference()
 * check-command: gfpcheck check
 * check-names
 */
