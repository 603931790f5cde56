// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct io_ops {
	void (*start)(struct bio *bio);
};

struct setup_ops {
	void (*start)(struct bio *bio);
};

static void good_start_setup(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_start_io(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct io_ops io_ops = { .start = warn_start_io };
static const struct setup_ops setup_ops = { .start = good_start_setup };

static void submit(struct bio *bio)
{
	const struct io_ops *ops = bio->bi_private;

	ops->start(bio);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: two structs with a field of the same name
 * check-command: gfpcheck check
 * check-names
 */
