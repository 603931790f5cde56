// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct worker {
	struct work_struct work;
	void *buf;
	struct bio *bio;
};

struct lo_device {
	struct work_struct rootcg_work;
	struct workqueue_struct *wq;
	struct worker *worker;
	void *buf;
	struct bio *bio;
};

static void warn_rootcg_workfn(struct work_struct *work)
{
	struct lo_device *lo =
		container_of(work, struct lo_device, rootcg_work);

	lo->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(lo->bio);
}

static void warn_workfn(struct work_struct *work)
{
	struct worker *w = container_of(work, struct worker, work);

	w->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(w->bio);
}

static void submit(struct bio *bio)
{
	struct lo_device *lo = bio->bi_private;
	struct work_struct *work;

	if (lo->worker)
		work = &lo->worker->work;
	else
		work = &lo->rootcg_work;
	queue_work(lo->wq, work);
}

void lo_init(struct lo_device *lo)
{
	INIT_WORK(&lo->worker->work, warn_workfn);
	INIT_WORK(&lo->rootcg_work, warn_rootcg_workfn);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: the work item goes through a local pointer (loop_queue_work)
 * check-command: gfpcheck check
 * check-names
 */
