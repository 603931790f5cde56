// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct tasklet_struct tasklet;
	struct work_struct work;
	struct bio *bio;
	void *buf;
};

static void warn_work(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void done(struct tasklet_struct *t)
{
	struct dev *d = container_of(t, struct dev, tasklet);

	schedule_work(&d->work);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	tasklet_schedule(&d->tasklet);
}

void probe(struct dev *d)
{
	tasklet_setup(&d->tasklet, done);
	INIT_WORK(&d->work, warn_work);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a tasklet that restarts the work
 * check-command: gfpcheck check
 * check-names
 */
