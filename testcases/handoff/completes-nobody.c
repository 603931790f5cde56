// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* The work completes what only an ioctl waits for: no I/O depends on it. */
struct dev {
	struct work_struct work;
	struct completion scanned;
	void *buf;
};

static void good_scan(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);
	complete(&d->scanned);
}

long ioctl_rescan(struct dev *d)
{
	wait_for_completion(&d->scanned);
	return 0;
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
	bio_endio(bio);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, good_scan);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: work that completes what nobody on an I/O path waits for
 * check-command: gfpcheck check
 * check-names
 */
