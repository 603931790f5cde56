// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * warn_validate() holds I/O back and has two bugs below a helper: the scope would
 * stand there. Another task calls it too, and is wrong before that helper: a
 * scope in warn_validate() mends both (spi_dv_device(), aac_reset_adapter()).
 * What its caller does beside it stays apart.
 */

struct dev {
	struct work_struct validate, scan;
	struct request_queue *q;
	struct bio *bio;
	void *a, *b, *c;
};

static void helper(struct dev *d)
{
	d->a = kmalloc(8, GFP_KERNEL);
	d->b = kmalloc(16, GFP_KERNEL);
}

void warn_validate(struct dev *d)
{
	d->c = kmalloc(32, GFP_KERNEL);
	blk_mq_freeze_queue(d->q);
	helper(d);
	blk_mq_unfreeze_queue(d->q);
}

static void validate_work(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, validate);

	warn_validate(d);
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
	INIT_WORK(&d->validate, validate_work);
	INIT_WORK(&d->scan, warn_scan);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	d->bio = bio;
	queue_work(NULL, &d->validate);
	queue_work(NULL, &d->scan);
}

const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: a scope that can stand further up mends what another task does there
 * check-command: gfpcheck check
 * check-names
 * check-findings: 2
 */
