// SPDX-License-Identifier: GPL-2.0-only
/* Which region it is, and by which call, stands where the chain begins. */
#include "kernel.h"

int warn_resize(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
	return 0;
}

/* It leaves it open for its caller. */
static void stop(struct request_queue *q)
{
	blk_mq_quiesce_queue(q);
}

int warn_reset(struct request_queue *q)
{
	stop(q);
	q->queuedata = kmalloc(128, GFP_KERNEL);
	blk_mq_unquiesce_queue(q);
	return 0;
}

/*
 * check-name: the region that a function opens is named
 * check-command: gfpcheck check
 * check-names
 * check-output-contains: ^    warn_resize\(\)  .*  <- enters noio: region frozen-queue: blk_mq_freeze_queue\(\)$
 * check-output-contains: ^    warn_reset\(\)  .*  <- enters noio: region quiesced-queue: stop\(\)$
 */
