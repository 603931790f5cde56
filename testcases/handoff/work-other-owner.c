// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct work_struct io_work;
	struct work_struct scan_work;
	void *buf;
	struct bio *bio;
};

static void good_io_work(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, io_work);

	d->buf = kmalloc(64, GFP_NOIO);
	bio_endio(d->bio);
}

static void good_scan_work(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, scan_work);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->io_work);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->io_work, good_io_work);
	INIT_WORK(&d->scan_work, good_scan_work);
	schedule_work(&d->scan_work);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: work of another struct is not on the path
 * check-command: gfpcheck check
 * check-names
 */
