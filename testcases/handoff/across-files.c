// SPDX-License-Identifier: GPL-2.0-only
/* file: dev.h */
#include "kernel.h"
struct dev {
	struct work_struct work;
	void *buf;
	struct bio *bio;
};
void dev_kick(struct dev *d);
void dev_work(struct work_struct *work);

/* file: queue.c */
#include "dev.h"
static void submit(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	dev_kick(bio->bi_private);
	memalloc_noio_restore(flags);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/* file: work.c */
#include "dev.h"
static void warn_fill(struct dev *d)
{
	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

void dev_work(struct work_struct *work)
{
	warn_fill(container_of(work, struct dev, work));
}

void dev_kick(struct dev *d)
{
	INIT_WORK(&d->work, dev_work);
	schedule_work(&d->work);
}

/*
 * check-name: the work is set in one file and queued in another
 * check-command: gfpcheck check
 * check-names
 */
