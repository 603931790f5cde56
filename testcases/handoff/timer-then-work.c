// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct timer_list timer;
	struct work_struct work;
	void *buf;
	struct bio *bio;
};

static void warn_retry(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void expired(struct timer_list *t)
{
	struct dev *d = from_timer(d, t, timer);

	schedule_work(&d->work);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	mod_timer(&d->timer, jiffies + HZ);
}

void dev_init(struct dev *d)
{
	timer_setup(&d->timer, expired, 0);
	INIT_WORK(&d->work, warn_retry);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a timer armed on the path queues the work that retries
 * check-command: gfpcheck check
 * check-names
 */
