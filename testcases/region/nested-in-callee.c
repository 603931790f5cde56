// SPDX-License-Identifier: GPL-2.0-only
/*
 * A queue that is frozen already is frozen and thawed by a callee: it stays
 * frozen. A callee that only thaws it ends the region.
 */
#include "kernel.h"

static void change(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	q->tag_set = NULL;
	blk_mq_unfreeze_queue(q);
}

static void thaw(struct request_queue *q)
{
	q->tag_set = NULL;
	blk_mq_unfreeze_queue(q);
}

void warn_frozen(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	change(q);
	q->queuedata = kmalloc(8, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
}

void good_thawed(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	thaw(q);
	q->queuedata = kmalloc(8, GFP_KERNEL);
}

/*
 * check-name: what a callee freezes and thaws stays frozen for its caller
 * check-command: gfpcheck check
 * check-names
 */
