// SPDX-License-Identifier: GPL-2.0-only
/* A work item behind a pointer: nothing is known to run, and that is said. */
#include "kernel.h"

struct dev {
	struct work_struct work, *current_work;
};

static void run(struct work_struct *work)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

void init(struct dev *d)
{
	INIT_WORK(&d->work, run);
	d->current_work = &d->work;
}

static void a_submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(d->current_work);
}

static const struct block_device_operations a_ops = {
	.submit_bio = a_submit,
};

/*
 * check-name: stats: a hand-off that leads nowhere
 * check-command: gfpcheck stats
 * check-output-contains: work that is handed off and nothing is known to run 1:
 * check-output-contains: kernel.h:[0-9]+ [a-z_]+\(\)
 */
