// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function that makes a work item and hands it off runs what it has put there.
 * One that makes it on some ways only, or after it has queued it, may run what
 * another has put there as well.
 */
#include "kernel.h"

struct dev {
	struct work_struct made, perhaps, later;
	struct bio *bio;
};

static void good_replaced(struct work_struct *work)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

static void warn_perhaps(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, perhaps);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(d->bio);
}

static void warn_later(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, later);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(d->bio);
}

static void warn_made(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, made);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(d->bio);
}

static void end(struct work_struct *work)
{
}

void init(struct dev *d)
{
	INIT_WORK(&d->made, good_replaced);
	INIT_WORK(&d->perhaps, warn_perhaps);
	INIT_WORK(&d->later, warn_later);
}

static void a_submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	INIT_WORK(&d->made, warn_made);
	schedule_work(&d->made);
}

static void b_submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	if (bio->bi_opf)
		INIT_WORK(&d->perhaps, end);
	schedule_work(&d->perhaps);
}

static void c_submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->later);
	flush_work(&d->later);
	INIT_WORK(&d->later, end);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = a_submit },
	{ .submit_bio = b_submit },
	{ .submit_bio = c_submit },
};

/*
 * check-name: what is made before it is queued, and only that, is what runs
 * check-command: gfpcheck check
 * check-names
 */
