// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct work_struct work;
	void *buf;
	struct bio *bio;
};

static void good_process(struct dev *d)
{
	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void good_workfn(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);
	unsigned int orig_flags = current->flags;

	current->flags |= PF_LOCAL_THROTTLE | PF_MEMALLOC_NOIO;
	good_process(d);
	current->flags = orig_flags;
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, good_workfn);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a worker that opens its own scope (loop, d0a255e795ab)
 * check-command: gfpcheck check
 * check-names
 */
