// SPDX-License-Identifier: GPL-2.0-only
/*
 * The door of the first task has its gate at do_request(), the first function
 * that all ways to it pass. All of them pass warn_consult() as well, where the
 * second task lacks a scope: one scope there mends both (dm_consult_userspace()).
 */
/* file: defs.h */
extern int net_send(void *msg);

/* file: net/send.c */
#include "kernel.h"
#include "defs.h"

int net_send(void *msg)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : -ENOMEM;
}

/* file: drivers/log.c */
#include "kernel.h"
#include "defs.h"

struct log {
	struct work_struct flush, close;
	struct bio *bio;
	void *a, *b;
};

static int warn_consult(struct log *l, bool send)
{
	if (send)
		return net_send(l);
	l->a = kmalloc(8, GFP_KERNEL);
	l->b = kmalloc(16, GFP_KERNEL);
	return 0;
}

static int do_request(struct log *l)
{
	return warn_consult(l, true);
}

static void flush_work_fn(struct work_struct *work)
{
	struct log *l = container_of(work, struct log, flush);

	do_request(l);
	bio_endio(l->bio);
}

static void close_work_fn(struct work_struct *work)
{
	struct log *l = container_of(work, struct log, close);

	warn_consult(l, false);
	bio_endio(l->bio);
}

void init(struct log *l)
{
	INIT_WORK(&l->flush, flush_work_fn);
	INIT_WORK(&l->close, close_work_fn);
}

static void submit(struct bio *bio)
{
	struct log *l = bio->bi_private;

	l->bio = bio;
	queue_work(NULL, &l->flush);
	queue_work(NULL, &l->close);
}

const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: a door is mended by a scope behind its gate that nothing goes around
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 */
