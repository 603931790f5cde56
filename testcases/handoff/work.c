// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct lo_device {
	struct work_struct work;
	struct workqueue_struct *wq;
	void *buf;
	struct bio *bio;
};

static void warn_workfn(struct work_struct *work)
{
	struct lo_device *lo = container_of(work, struct lo_device, work);

	lo->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(lo->bio);
}

static void submit(struct bio *bio)
{
	struct lo_device *lo = bio->bi_private;

	queue_work(lo->wq, &lo->work);
}

void lo_init(struct lo_device *lo)
{
	INIT_WORK(&lo->work, warn_workfn);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: work queued on the I/O path belongs to it
 * check-command: gfpcheck check
 * check-names
 */
