// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static int warn_alloc(struct request_queue *q)
{
	q->queuedata = kmalloc(64, GFP_KERNEL);
	return 0;
}

int update(struct request_queue *q)
{
	int ret;

	blk_mq_freeze_queue(q);
	ret = warn_alloc(q);
	blk_mq_unfreeze_queue(q);
	return ret;
}

/*
 * check-name: a function called with the queue frozen
 * check-command: gfpcheck check
 * check-names
 */
