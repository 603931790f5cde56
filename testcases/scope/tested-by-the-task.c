// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * A task that opens the scope only if a test says that it is needed knows more
 * than can be seen here. In the kernel: xprt->swapper of a transport. Deeper in
 * the task a scope that only some ways open says nothing of that kind.
 */

struct disk {
	struct work_struct work, other;
	struct workqueue_struct *wq;
	int swapper;
};

static void connect(void)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

static void good_work(struct work_struct *work)
{
	struct disk *d = container_of(work, struct disk, work);
	unsigned int flags = 0;

	if (d->swapper)
		flags = memalloc_noio_save();
	connect();
	if (d->swapper)
		memalloc_noio_restore(flags);
}

static void warn_deeper(struct disk *d)
{
	unsigned int flags = 0;

	if (d->swapper)
		flags = memalloc_noio_save();
	kfree(kmalloc(32, GFP_KERNEL));
	if (d->swapper)
		memalloc_noio_restore(flags);
}

static void other_work(struct work_struct *work)
{
	warn_deeper(container_of(work, struct disk, other));
}

static blk_status_t queue_it(struct blk_mq_hw_ctx *hctx,
			     const struct blk_mq_queue_data *bd)
{
	struct disk *d = hctx->queue->queuedata;

	queue_work(d->wq, &d->work);
	queue_work(d->wq, &d->other);
	return 0;
}

static const struct blk_mq_ops ops = {
	.queue_rq = queue_it,
};

void setup(struct disk *d)
{
	INIT_WORK(&d->work, good_work);
	INIT_WORK(&d->other, other_work);
	d->wq = alloc_workqueue("disk", WQ_MEM_RECLAIM, 0);
}

/*
 * check-name: what a task does within a scope as well, by its own test, is possible only
 * check-command: gfpcheck check
 * check-findings: 1
 * check-output-contains: warn_deeper\(\): mask
 * check-output-contains: 1 possible not shown
 */
