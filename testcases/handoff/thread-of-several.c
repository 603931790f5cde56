// SPDX-License-Identifier: GPL-2.0-only
/*
 * A thread that calls what it is for through a pointer, as drbd's are: it waits
 * where that waits.
 */
#include "kernel.h"

struct thread {
	int (*run)(void *arg);
	void *arg;
};

struct dev {
	struct thread receiver;
	struct bio *bio;
	wait_queue_head_t wait;
};

static int thread_main(void *arg)
{
	struct thread *t = arg;

	return t->run(t->arg);
}

static int warn_receiver(void *arg)
{
	struct dev *d = arg;

	while (!kthread_should_stop()) {
		wait_event(d->wait, d->bio);
		kfree(kmalloc(32, GFP_KERNEL));
		bio_endio(d->bio);
	}
	return 0;
}

void init(struct dev *d)
{
	d->receiver.run = warn_receiver;
	d->receiver.arg = d;
	kthread_run(thread_main, &d->receiver, "receiver");
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	d->bio = bio;
	wake_up(&d->wait);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: a thread waits in a function that it calls through a pointer
 * check-command: gfpcheck check
 * check-names
 */
