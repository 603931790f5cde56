// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void stop(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
}

static void start(struct request_queue *q)
{
	blk_mq_unfreeze_queue(q);
}

int warn_between(struct request_queue *q)
{
	stop(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	start(q);
	return 0;
}

int good_after(struct request_queue *q)
{
	stop(q);
	start(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	return 0;
}

/*
 * check-name: helpers that freeze and unfreeze
 * check-command: gfpcheck check
 * check-names
 */
