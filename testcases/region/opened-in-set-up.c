// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct raid_set {
	struct request_queue *queue;
	void *table;
};

/* nothing has been sent to the device yet that is made here */
static int good_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct raid_set *rs = (struct raid_set *)argv;

	blk_mq_freeze_queue(rs->queue);
	rs->table = kmalloc(128, GFP_KERNEL);
	blk_mq_unfreeze_queue(rs->queue);
	return rs->table ? 0 : -ENOMEM;
}

void *warn_reshape(struct raid_set *rs)
{
	void *table;

	blk_mq_freeze_queue(rs->queue);
	table = kmalloc(256, GFP_KERNEL);
	blk_mq_unfreeze_queue(rs->queue);
	return table;
}

struct target_type target = {
	.ctr = good_ctr,
};

/*
 * check-name: a region that set-up opens holds back nobody's I/O
 * check-command: gfpcheck check
 * check-names
 */
