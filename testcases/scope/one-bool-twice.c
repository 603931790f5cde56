// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * md_ioctl() freezes the array and opens a scope under one condition that it
 * keeps in a bool, and asks for twice.
 */

extern bool needs_freeze(unsigned int cmd);

int good_ioctl(struct request_queue *q, unsigned int cmd)
{
	bool freeze = needs_freeze(cmd);
	unsigned int noio = 0;

	if (freeze)
		blk_mq_freeze_queue(q);
	if (freeze)
		noio = memalloc_noio_save();
	kmalloc(64, GFP_KERNEL);
	if (freeze) {
		memalloc_noio_restore(noio);
		blk_mq_unfreeze_queue(q);
	}
	return 0;
}

int warn_ioctl(struct request_queue *q, unsigned int cmd)
{
	bool freeze = needs_freeze(cmd), scope = needs_freeze(cmd);
	unsigned int noio = 0;

	if (freeze)
		blk_mq_freeze_queue(q);
	if (scope)
		noio = memalloc_noio_save();
	kmalloc(64, GFP_KERNEL);
	if (scope)
		memalloc_noio_restore(noio);
	if (freeze)
		blk_mq_unfreeze_queue(q);
	return 0;
}

/*
 * check-name: one bool that is asked for twice has one value
 * check-command: gfpcheck check
 * check-names
 */
