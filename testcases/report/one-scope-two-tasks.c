// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * Two tasks reach the reset, and all that is wrong in either lies below it: one
 * scope there mends both. What the second task does beside the reset would not
 * be mended by that, and is a finding of its own.
 */

struct dev {
	struct work_struct reset, retry, scan;
	struct bio *bio;
	void *a, *b, *c;
};

static void warn_reset(struct dev *d, bool again)
{
	if (again) {
		d->a = kmalloc(8, GFP_KERNEL);
		d->b = kmalloc(16, GFP_KERNEL);
	} else {
		d->b = kmalloc(32, GFP_KERNEL);
		d->c = kmalloc(64, GFP_KERNEL);
	}
}

static void reset_work(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, reset);

	warn_reset(d, false);
	bio_endio(d->bio);
}

static void retry_work(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, retry);

	d->bio->bi_private = NULL;
	warn_reset(d, true);
	bio_endio(d->bio);
}

static void warn_scan(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, scan);

	d->a = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

void init(struct dev *d)
{
	INIT_WORK(&d->reset, reset_work);
	INIT_WORK(&d->retry, retry_work);
	INIT_WORK(&d->scan, warn_scan);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	d->bio = bio;
	queue_work(NULL, &d->reset);
	queue_work(NULL, &d->retry);
	queue_work(NULL, &d->scan);
}

const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: what one scope mends is one finding, whoever gets there
 * check-command: gfpcheck check
 * check-names
 * check-findings: 2
 */
