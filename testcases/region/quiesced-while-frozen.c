// SPDX-License-Identifier: GPL-2.0-only
/*
 * Newer kernels: freezing opens a scope. What a helper quiesces meanwhile is
 * within it; where the helper is called elsewhere, it is not. In the kernel:
 * elevator_switch().
 */
#include "kernel.h"

static unsigned int freeze(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	return memalloc_noio_save();
}

static void unfreeze(struct request_queue *q, unsigned int flags)
{
	memalloc_noio_restore(flags);
	blk_mq_unfreeze_queue(q);
}

static void good_switch(struct request_queue *q)
{
	blk_mq_quiesce_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	blk_mq_unquiesce_queue(q);
}

static void good_deeper(struct request_queue *q)
{
	blk_mq_quiesce_queue(q);
	good_switch(q);
	blk_mq_unquiesce_queue(q);
}

static void good_on_the_way(struct request_queue *q)
{
	good_switch(q);
}

void good_store(struct request_queue *q)
{
	unsigned int flags = freeze(q);

	good_switch(q);
	good_on_the_way(q);
	good_deeper(q);
	unfreeze(q, flags);
}

static void warn_afterwards(struct request_queue *q)
{
	blk_mq_quiesce_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	blk_mq_unquiesce_queue(q);
}

void good_reset(struct request_queue *q)
{
	unsigned int flags = freeze(q);

	unfreeze(q, flags);
	warn_afterwards(q);
}

static void warn_called_by_others(struct request_queue *q)
{
	blk_mq_quiesce_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	blk_mq_unquiesce_queue(q);
}

void good_frozen(struct request_queue *q)
{
	unsigned int flags = freeze(q);

	warn_called_by_others(q);
	unfreeze(q, flags);
}

void good_not_frozen(struct request_queue *q)
{
	warn_called_by_others(q);
}

static void warn_in_a_cycle(struct request_queue *q, int n)
{
	blk_mq_quiesce_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	if (n)
		warn_in_a_cycle(q, n - 1);
	blk_mq_unquiesce_queue(q);
}

/*
 * check-name: a region within a region is in its scope
 * check-command: gfpcheck check
 * check-names
 */
