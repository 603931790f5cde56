// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct host {
	struct workqueue_struct *wq;
	struct work_struct done_work;
	struct work_struct link_work;
	struct bio *bio;
};

static void finish(struct host *h)
{
	bio_endio(h->bio);
}

static void warn_done(struct work_struct *work)
{
	struct host *h = container_of(work, struct host, done_work);

	kfree(kmalloc(64, GFP_KERNEL));
	finish(h);
}

/* shown only with --confidence=possible */
static void good_link(struct work_struct *work)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

/* nothing that starts I/O calls this */
void host_interrupt(struct host *h)
{
	queue_work(h->wq, &h->done_work);
	queue_work(h->wq, &h->link_work);
}

int host_probe(struct host *h)
{
	h->wq = alloc_workqueue("host", WQ_MEM_RECLAIM, 0);
	INIT_WORK(&h->done_work, warn_done);
	INIT_WORK(&h->link_work, good_link);
	return h->wq ? 0 : -ENOMEM;
}

static void submit(struct bio *bio)
{
	struct host *h = bio->bi_private;

	h->bio = bio;
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: work that an interrupt queues ends requests: they wait for it
 * check-command: gfpcheck check
 * check-names
 */
