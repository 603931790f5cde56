// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

int warn_resize(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
	return 0;
}
/*
 * check-name: why: the region that it opens is named
 * check-command: gfpcheck why warn_resize
 * check-output-contains: ^    warn_resize\(\)  .*  <- opens region frozen-queue: blk_mq_freeze_queue\(\)$
 * check-output-contains: ^  a region begins here; before it, in nothing forbidden, scope none:$
 * check-output-contains: noio: wrong
 * check-output-excludes: not reached
 */
