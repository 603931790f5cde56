// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct task_struct *thread;
	struct bio *bio;
	void *buf;
};

static int warn_thread(void *data)
{
	struct dev *d = data;

	while (!kthread_should_stop()) {
		d->buf = kmalloc(64, GFP_KERNEL);
		bio_endio(d->bio);
		schedule();
	}
	return 0;
}

int probe(struct dev *d)
{
	d->thread = kthread_run(warn_thread, d, "dev");
	return 0;
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	d->bio = bio;
	wake_up_process(d->thread);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a thread made at probe and woken on the path
 * check-command: gfpcheck check
 * check-names
 */
