// SPDX-License-Identifier: GPL-2.0-only
/*
 * As opened-at-suspend.c, where a helper opens the region: nobody but the power
 * management calls it. One that others call as well is judged as ever, and so
 * is one whose address is taken.
 */
/* file: drivers/scsi/one.c */
#include "kernel.h"

static void good_quiet(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
}

static void suspend_or_freeze(struct request_queue *q)
{
	good_quiet(q);
}

static void warn_shared(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
}

static void warn_stored(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
}

static int suspend(struct pci_dev *dev)
{
	suspend_or_freeze(pci_get_drvdata(dev));
	warn_shared(pci_get_drvdata(dev));
	warn_stored(pci_get_drvdata(dev));
	return 0;
}

struct pci_driver one_driver = {
	.suspend = suspend,
};

int change_depth(struct request_queue *q)
{
	warn_shared(q);
	return 0;
}

void (*whoever)(struct request_queue *q) = warn_stored;

/*
 * check-name: a region opened for a system suspend alone is possible only
 * check-command: gfpcheck check
 * check-names
 */
