// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct task_struct *stats_thread;
	struct task_struct *io_thread;
	void *buf;
	struct bio *bio;
};

static int good_stats_thread(void *data)
{
	struct dev *d = data;

	while (!kthread_should_stop()) {
		d->buf = kmalloc(64, GFP_KERNEL);
		schedule_timeout(HZ);
	}
	return 0;
}

static int good_io_thread(void *data)
{
	struct dev *d = data;

	while (!kthread_should_stop()) {
		d->buf = kmalloc(64, GFP_NOIO);
		bio_endio(d->bio);
		schedule();
	}
	return 0;
}

int probe(struct dev *d)
{
	d->stats_thread = kthread_run(good_stats_thread, d, "stats");
	d->io_thread = kthread_run(good_io_thread, d, "io");
	return 0;
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	wake_up_process(d->io_thread);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a thread that the path never wakes
 * check-command: gfpcheck check
 * check-names
 */
