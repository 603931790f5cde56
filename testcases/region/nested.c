// SPDX-License-Identifier: GPL-2.0-only
/* A region within another: closing the inner one does not end the outer. */
#include "kernel.h"

extern void blk_mq_quiesce_queue(struct request_queue *q);
extern void blk_mq_unquiesce_queue(struct request_queue *q);

void *warn_nested(struct request_queue *q)
{
	void *p;

	blk_mq_freeze_queue(q);
	blk_mq_quiesce_queue(q);
	blk_mq_unquiesce_queue(q);
	p = kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
	return p;
}

/*
 * check-name: a region within another
 * check-command: gfpcheck check
 * check-names
 */
