// SPDX-License-Identifier: GPL-2.0-only
/*
 * A member that holds a queue with a rescuer may hold none: iscsi_queuecommand()
 * sends by itself then.
 */
#include "kernel.h"

struct host {
	struct workqueue_struct *wq;
	struct work_struct work;
};

static struct host host;

static void good_work(struct work_struct *work)
{
}

void setup(int may_sleep)
{
	if (may_sleep)
		host.wq = alloc_workqueue("host", WQ_MEM_RECLAIM, 0);
	INIT_WORK(&host.work, good_work);
}

static void warn_submit(struct bio *bio)
{
	struct host *h = &host;

	if (h->wq)
		queue_work(h->wq, &h->work);
	else
		bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations ops = {
	.submit_bio = warn_submit,
};

/*
 * check-name: a queue that a member may hold need not be there
 * check-command: gfpcheck check
 * check-names
 */
