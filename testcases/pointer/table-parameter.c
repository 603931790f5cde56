// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct xfer_ops {
	void (*xfer)(struct bio *bio);
};

static void warn_xfer_io(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_xfer_setup(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct xfer_ops io_xfer = { .xfer = warn_xfer_io };
static const struct xfer_ops setup_xfer = { .xfer = good_xfer_setup };

static void do_xfer(const struct xfer_ops *ops, struct bio *bio)
{
	ops->xfer(bio);
}

void setup(struct bio *bio)
{
	do_xfer(&setup_xfer, bio);
}

static void submit(struct bio *bio)
{
	do_xfer(&io_xfer, bio);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: the ops table comes as a parameter
 * check-command: gfpcheck check
 * check-names
 */
