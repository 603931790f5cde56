// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two callers of the helper that suspends an array lack a scope: where the
 * others open their own, as in 6.12's md.c, each of them lacks its own. So does
 * everybody who freezes a queue where unfreezing ends no scope.
 */
#include "kernel.h"

void mddev_suspend(struct mddev *mddev);
void mddev_resume(struct mddev *mddev)
{
	memalloc_noio_restore(mddev->noio_flag);
}

void *kept;

void first(struct mddev *mddev)
{
	mddev_suspend(mddev);
	kept = kmalloc(64, GFP_KERNEL);
	mddev_resume(mddev);
}

void second(struct mddev *mddev)
{
	mddev_suspend(mddev);
	kept = kmalloc(32, GFP_KERNEL);
	kept = kzalloc(32, GFP_KERNEL);
	mddev_resume(mddev);
}

#define FREEZES(name)                                                          \
	void name(struct request_queue *q)                                     \
	{                                                                      \
		blk_mq_freeze_queue(q);                                        \
		kept = kmalloc(16, GFP_KERNEL);                                \
		blk_mq_unfreeze_queue(q);                                      \
	}

FREEZES(third)
FREEZES(fourth)
FREEZES(fifth)

/*
 * check-name: functions in regions whose helpers need hold no scope are a finding each
 * check-command: gfpcheck check
 * check-exit-value: 1
 * check-output-contains: first\(\): mask
 * check-output-contains: second\(\): 2 masks
 * check-output-contains: fifth\(\): mask
 * check-output-contains: ^5 findings
 */
