// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct work_struct work;
	struct bio *bio;
	void *buf;
};

static void workfn(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	d->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
}

static void submit_now(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	queue_work(system_wq, &d->work);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, workfn);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

static const struct block_device_operations now_ops = {
	.submit_bio = submit_now,
};

/*
 * check-name: a function, how entries reach it and what it calls, as DOT
 * check-command: gfpcheck graph --depth 1 workfn
 * check-output-contains: ^digraph "workfn" \{$
 * check-output-contains: queue_work" -> ".*graph-function.c:workfn" .label="handoff"
 * check-output-contains: "entry submit-bio" -> ".*:submit(_now)?"
 * check-output-contains: up to 1 calls away; left out: 1 more callers, 0 more callees
 * check-output-excludes: dev_init
 * check-exit-value: 0
 */
