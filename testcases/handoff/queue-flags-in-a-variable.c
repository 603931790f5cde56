// SPDX-License-Identifier: GPL-2.0-only
/*
 * A queue's flags are in a variable, or one of two sets of them. In the
 * kernel: the queues of nvme in 7.2.
 */
#include "kernel.h"

struct host {
	struct workqueue_struct *wq, *events, *either;
	struct work_struct done_work, event_work, either_work;
	struct bio *bio;
};

static void warn_done(struct work_struct *work)
{
	struct host *h = container_of(work, struct host, done_work);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(h->bio);
}

/* without a rescuer: shown only with --confidence=possible */
static void good_event(struct work_struct *work)
{
	struct host *h = container_of(work, struct host, event_work);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(h->bio);
}

static void good_either(struct work_struct *work)
{
	struct host *h = container_of(work, struct host, either_work);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(h->bio);
}

/* nothing that starts I/O calls this */
void host_interrupt(struct host *h)
{
	queue_work(h->wq, &h->done_work);
	queue_work(h->events, &h->event_work);
	queue_work(h->either, &h->either_work);
}

int host_probe(struct host *h, int slow)
{
	unsigned int flags = WQ_MEM_RECLAIM, none = 0;
	unsigned int sometimes = slow ? WQ_MEM_RECLAIM : 0;

	if (slow)
		flags |= 1 << 20;
	h->wq = alloc_workqueue("host", flags, 0);
	h->events = alloc_workqueue("events", none | 1 << 20, 0);
	h->either = alloc_workqueue("either", sometimes, 0);
	INIT_WORK(&h->done_work, warn_done);
	INIT_WORK(&h->event_work, good_event);
	INIT_WORK(&h->either_work, good_either);
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
 * check-name: a queue's flags are followed through variables
 * check-command: gfpcheck check
 * check-names
 */
