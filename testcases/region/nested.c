// SPDX-License-Identifier: GPL-2.0-only
/*
 * A region within another: closing the inner one does not end the outer one,
 * here or in a function that is called.
 */
#include "kernel.h"

extern void blk_mq_quiesce_queue(struct request_queue *q);
extern void blk_mq_unquiesce_queue(struct request_queue *q);

static void quiesced(struct request_queue *q)
{
	blk_mq_quiesce_queue(q);
	blk_mq_unquiesce_queue(q);
}

static void warn_inner(struct request_queue *q)
{
	q->queuedata = kmalloc(64, GFP_KERNEL);
}

static void nothing_of_the_kind(struct request_queue *q)
{
	q->queuedata = NULL;
}

void warn_nested(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	blk_mq_quiesce_queue(q);
	blk_mq_unquiesce_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
}

void warn_called(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	quiesced(q);
	nothing_of_the_kind(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
}

void called_inside(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	quiesced(q);
	warn_inner(q);
	blk_mq_unfreeze_queue(q);
}

void good_both_closed(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	blk_mq_quiesce_queue(q);
	blk_mq_unfreeze_queue(q);
	blk_mq_unquiesce_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
}

/*
 * check-name: closing a region within another does not end the other
 * check-command: gfpcheck check
 * check-names
 */
