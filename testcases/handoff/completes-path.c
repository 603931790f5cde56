// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* The path itself waits for what the work completes. */
struct dev {
	struct work_struct work;
	struct completion scanned;
	void *buf;
};

static void warn_read(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);
	complete(&d->scanned);
}

static void wait_for(struct dev *d)
{
	wait_for_completion(&d->scanned);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
	wait_for(d);
	bio_endio(bio);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, warn_read);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: work that completes what the I/O path waits for
 * check-command: gfpcheck check
 * check-names
 */
