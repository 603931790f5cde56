// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct work_struct work;
	struct bio *bio;
	void *a, *b;
};

static void grow(struct dev *d)
{
	d->a = kmalloc(64, GFP_KERNEL);
}

static void shrink(struct dev *d)
{
	d->b = kmalloc(32, GFP_KERNEL);
}

static void warn_both(struct dev *d)
{
	grow(d);
	shrink(d);
}

static void workfn(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	warn_both(d);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, workfn);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: several masks of one task are one finding, where all ways pass
 * check-command: gfpcheck check
 * check-names
 * check-output-contains: warn_both\(\): 2 masks below it
 * check-output-contains: the same scope mends:
 * check-output-contains: ^1 finding:
 */
