// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct work_struct first;
	struct delayed_work second;
	void *buf;
	struct bio *bio;
};

static void warn_second(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, second.work);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void first(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, first);

	schedule_delayed_work(&d->second, HZ);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->first);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->first, first);
	INIT_DELAYED_WORK(&d->second, warn_second);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: work that queues work
 * check-command: gfpcheck check
 * check-names
 */
