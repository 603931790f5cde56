// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who asks xenstore wakes one thread and sleeps until it has read the reply:
 * it is on the path of a front end that connects again, and so is what it does
 * with the replies for programs. In the kernel: xs_send(), process_msg(),
 * xenbus_dev_queue_reply().
 */
/* file: xenbus.h */
#include "kernel.h"

struct xb_req_data {
	wait_queue_head_t wq;
	int state;
	void (*cb)(struct xb_req_data *req);
};

extern void xs_talk(void);

/* file: xenbus.c */
#include "xenbus.h"

static wait_queue_head_t xb_waitq;
static struct xb_req_data *pending;
static void *for_program;

static void xs_wake_up(struct xb_req_data *req)
{
	wake_up(&req->wq);
}

static void warn_queue_reply(struct xb_req_data *req)
{
	for_program = kmalloc(64, GFP_KERNEL);
	kfree(req);
}

static int xenbus_thread(void *unused)
{
	while (!kthread_should_stop()) {
		wait_event(xb_waitq, pending);
		pending->state = 1;
		pending->cb(pending);
		pending = NULL;
	}
	return 0;
}

static void xs_send(struct xb_req_data *req)
{
	pending = req;
	wake_up(&xb_waitq);
}

void xs_talk(void)
{
	struct xb_req_data *req = kmalloc(sizeof(*req), GFP_NOIO);

	req->cb = xs_wake_up;
	xs_send(req);
	wait_event(req->wq, req->state);
	kfree(req);
}

void good_write(void)
{
	struct xb_req_data *req = kmalloc(sizeof(*req), GFP_KERNEL);

	req->cb = warn_queue_reply;
	xs_send(req);
}

void xb_init_comms(void)
{
	kthread_run(xenbus_thread, NULL, "xenbus");
}

/* file: disk.c */
#include "xenbus.h"

static void submit(struct bio *bio)
{
	xs_talk();
	bio_endio(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: the thread that reads the replies of xenstore
 * check-command: gfpcheck check
 * check-names
 */
