// SPDX-License-Identifier: GPL-2.0-only
/* A disk that is marked dead fails what reclaim sends to it: nobody waits. */
#include "kernel.h"

struct gendisk;
void blk_mark_disk_dead(struct gendisk *disk);

void good_remove(struct request_queue *q, struct gendisk *disk)
{
	blk_mq_freeze_queue(q);
	blk_mark_disk_dead(disk);
	q->queuedata = kmalloc(64, GFP_KERNEL);
}

void warn_before(struct request_queue *q, struct gendisk *disk)
{
	blk_mq_freeze_queue(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	blk_mark_disk_dead(disk);
}

/*
 * check-name: nobody waits for the frozen queue of a dead disk
 * check-command: gfpcheck check
 * check-names
 */
