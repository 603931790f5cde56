// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct work_struct stats_work;
	void *buf;
};

static void good_stats_work(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, stats_work);

	d->buf = kmalloc(64, GFP_KERNEL);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->stats_work);
	bio_endio(bio);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->stats_work, good_stats_work);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: work that finishes no I/O: nobody on the path waits for it
 * check-command: gfpcheck check
 * check-names
 */
