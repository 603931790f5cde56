// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * Which function the work item gets is chosen where it is made
 * (dm_integrity_ctr() in drivers/md/dm-integrity.c).
 */

struct dev {
	struct work_struct work;
	struct bio *bio;
	char mode;
};

static void run_inline(struct work_struct *w)
{
	struct dev *d = container_of(w, struct dev, work);

	d->bio->bi_private = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void run_tags(struct work_struct *w)
{
	struct dev *d = container_of(w, struct dev, work);

	d->bio->bi_next = kmalloc(32, GFP_KERNEL);
	bio_endio(d->bio);
}

void ctr(struct dev *d)
{
	INIT_WORK(&d->work, d->mode == 'I' ? run_inline : run_tags);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	d->bio = bio;
	queue_work(NULL, &d->work);
}

const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: a work item whose function is chosen where it is made
 * check-command: gfpcheck check
 * check-exit-value: 1
 * check-output-contains: run_inline\(\): mask
 * check-output-contains: run_tags\(\) and 1 more functions that dev.work runs: 2 masks
 * check-output-contains: ^1 finding
 */
