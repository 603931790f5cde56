// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

extern void __flush_workqueue(struct workqueue_struct *wq);
#define flush_workqueue(wq)                             \
	({                                              \
		struct workqueue_struct *_wq = (wq);    \
                                                        \
		__flush_workqueue(_wq);                 \
	})

struct host {
	struct workqueue_struct *wq, *other, *unknown;
	struct work_struct scan, elsewhere;
	struct delayed_work retry;
};

static void warn_scan(struct work_struct *work)
{
	kmalloc(64, GFP_KERNEL);
}

static void warn_retry(struct work_struct *work)
{
	kmalloc(64, GFP_KERNEL);
}

static void good_elsewhere(struct work_struct *work)
{
	kmalloc(64, GFP_KERNEL);
}

void probe(struct host *h)
{
	h->wq = alloc_workqueue("scan", 0, 1);
	h->other = alloc_workqueue("other", 0, 1);
	INIT_WORK(&h->scan, warn_scan);
	INIT_WORK(&h->elsewhere, good_elsewhere);
	INIT_DELAYED_WORK(&h->retry, warn_retry);
}

void interrupt(struct host *h)
{
	queue_work(h->wq, &h->scan);
	queue_work(h->other, &h->elsewhere);
	queue_delayed_work(h->wq, &h->retry, 10);
}

static void submit(struct bio *bio)
{
	struct host *h = bio->bi_private;

	flush_workqueue(h->wq);
	flush_workqueue(h->unknown);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/*
 * check-name: who flushes a queue waits for all that is put on it
 * check-command: gfpcheck check --confidence possible
 * check-names
 * check-output-contains: , 1 hand-offs lost,
 */
