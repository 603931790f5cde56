// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct work_struct work;
	struct bio *bio;
	void *buf;
};

static void warn_workfn(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, warn_workfn);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: the chain says how each step is reached
 * check-command: gfpcheck check
 * check-names
 * check-output-contains: warning:
 * check-output-contains: submit
 * check-output-contains: block_device_operations.submit_bio
 * check-output-contains: dev.work
 */
