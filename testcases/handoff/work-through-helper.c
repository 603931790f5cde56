// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct work_struct work;
	struct work_struct other;
	void *buf;
	struct bio *bio;
};

static struct workqueue_struct *wq;

static void kick(struct work_struct *work)
{
	queue_work(wq, work);
}

static void warn_workfn(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void good_otherfn(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, other);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	kick(&d->work);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, warn_workfn);
	INIT_WORK(&d->other, good_otherfn);
	kick(&d->other);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a helper queues the work item that it is given
 * check-command: gfpcheck check
 * check-names
 */
