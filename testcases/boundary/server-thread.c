// SPDX-License-Identifier: GPL-2.0-only
/* file: server.c */
#include "kernel.h"
struct service {
	struct task_struct *thread;
	struct bio *bio;
};

static int good_server(void *data)
{
	struct service *s = data;

	while (!kthread_should_stop()) {
		void *reply = kmalloc(64, GFP_KERNEL);

		kfree(reply);
		bio_endio(s->bio);
		schedule();
	}
	return 0;
}

void svc_xprt_enqueue(struct service *s)
{
	wake_up_process(s->thread);
}

void start_server(struct service *s)
{
	s->thread = kthread_run(good_server, s, "server");
}

/* file: driver.c */
#include "kernel.h"
struct service;
void svc_xprt_enqueue(struct service *s);

static void good_submit(struct bio *bio)
{
	svc_xprt_enqueue(bio->bi_private);
	bio_endio(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: a thread that serves other machines is no I/O path
 * check-command: gfpcheck check
 * check-names
 */
