// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct work_struct work;
	void *buf;
};

static void warn_prepare(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
	flush_work(&d->work);
	bio_endio(bio);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, warn_prepare);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: work that the path itself waits for
 * check-command: gfpcheck check
 * check-names
 */
