// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

int good_error(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	if (!q->queuedata)
		goto out;
	q->queuedata = kmalloc(64, GFP_NOIO);
	blk_mq_unfreeze_queue(q);
	return 0;
out:
	blk_mq_unfreeze_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	return -EINVAL;
}

int warn_error(struct request_queue *q, int bad)
{
	blk_mq_freeze_queue(q);
	if (bad) {
		q->queuedata = kmalloc(64, GFP_KERNEL);
		blk_mq_unfreeze_queue(q);
		return -EINVAL;
	}
	blk_mq_unfreeze_queue(q);
	return 0;
}

/*
 * check-name: an error path that leaves with the queue thawed
 * check-command: gfpcheck check
 * check-names
 */
