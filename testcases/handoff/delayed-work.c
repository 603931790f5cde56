// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct delayed_work dwork;
	void *buf;
	struct bio *bio;
};

static struct workqueue_struct *wq;

static void warn_retry(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, dwork.work);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	mod_delayed_work(wq, &d->dwork, HZ);
}

void dev_init(struct dev *d)
{
	INIT_DELAYED_WORK(&d->dwork, warn_retry);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: delayed work
 * check-command: gfpcheck check
 * check-names
 */
