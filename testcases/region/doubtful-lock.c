// SPDX-License-Identifier: GPL-2.0-only
/*
 * A lock that the I/O path takes at times only: what its holder allocates is
 * possible. A frozen queue in the same function is none the less.
 */
#include "kernel.h"

struct mapped_device {
	struct mutex table_devices_lock;
	struct request_queue *queue;
};

void *kept;

static void good_below(struct mapped_device *md)
{
	kept = kmalloc(32, GFP_KERNEL);
}

void good_holder(struct mapped_device *md)
{
	mutex_lock(&md->table_devices_lock);
	kept = kmalloc(64, GFP_KERNEL);
	good_below(md);
	mutex_unlock(&md->table_devices_lock);
}

void warn_frozen(struct mapped_device *md)
{
	mutex_lock(&md->table_devices_lock);
	blk_mq_freeze_queue(md->queue);
	kept = kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(md->queue);
	mutex_unlock(&md->table_devices_lock);
}

/*
 * check-name: a lock that is doubtful gives possible findings
 * check-command: gfpcheck check
 * check-names
 */
