// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	wait_queue_head_t wait;
	struct bio *bio;
	void *buf;
};

static int warn_thread(void *data)
{
	struct dev *d = data;

	while (!kthread_should_stop()) {
		wait_event(d->wait, d->bio || kthread_should_stop());
		d->buf = kmalloc(64, GFP_KERNEL);
		bio_endio(d->bio);
	}
	return 0;
}

int probe(struct dev *d)
{
	return IS_ERR(kthread_run(warn_thread, d, "dev"));
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	d->bio = bio;
	wake_up(&d->wait);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a thread that waits on a queue which the path wakes
 * check-command: gfpcheck check
 * check-names
 */
