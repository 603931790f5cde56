// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

int warn_change(struct request_queue *q)
{
	blk_mq_quiesce_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	blk_mq_unquiesce_queue(q);
	return 0;
}

int good_change(struct request_queue *q)
{
	void *p = kmalloc(64, GFP_KERNEL);

	blk_mq_quiesce_queue(q);
	q->queuedata = p;
	blk_mq_unquiesce_queue(q);
	return 0;
}

/*
 * check-name: between quiesce and unquiesce no request is handed out
 * check-command: gfpcheck check
 * check-names
 */
