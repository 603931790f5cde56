// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct kthread_worker *worker;
	struct kthread_work work;
	void *buf;
	struct bio *bio;
};

static void warn_workfn(struct kthread_work *work)
{
	struct dev *d = container_of(work, struct dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	kthread_queue_work(d->worker, &d->work);
}

void dev_init(struct dev *d)
{
	kthread_init_work(&d->work, warn_workfn);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: kthread_queue_work()
 * check-command: gfpcheck check
 * check-names
 */
