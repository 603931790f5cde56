// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct work_struct work;
	void *buf;
	struct bio *bio;
};

static void warn_workfn(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
	memalloc_noio_restore(flags);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, warn_workfn);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: the submitter's scope does not follow the work
 * check-command: gfpcheck check
 * check-names
 */
