// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

int warn_resize(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
	return 0;
}

int good_before(struct request_queue *q)
{
	void *p = kmalloc(64, GFP_KERNEL);

	blk_mq_freeze_queue(q);
	q->queuedata = p;
	blk_mq_unfreeze_queue(q);
	return 0;
}

int good_after(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	blk_mq_unfreeze_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	return 0;
}

int good_scope(struct request_queue *q)
{
	unsigned int flags;

	blk_mq_freeze_queue(q);
	flags = memalloc_noio_save();
	q->queuedata = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
	blk_mq_unfreeze_queue(q);
	return 0;
}

/*
 * check-name: between freeze and unfreeze no I/O can finish
 * check-command: gfpcheck check
 * check-names
 */
