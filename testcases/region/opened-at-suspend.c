// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * Who is called to suspend the system opens the region while __GFP_IO is taken
 * away for all (pm_restrict_gfp_mask()): that is hardly ever a bug.
 */
/* file: drivers/scsi/one.c */
#include "kernel.h"

static int good_suspend(struct pci_dev *dev)
{
	blk_mq_freeze_queue(pci_get_drvdata(dev));
	kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(pci_get_drvdata(dev));
	return 0;
}

static int warn_ioctl(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	kmalloc(64, GFP_KERNEL);
	blk_mq_unfreeze_queue(q);
	return 0;
}

struct pci_driver one_driver = {
	.suspend = good_suspend,
};

/*
 * check-name: a region opened by a system suspend is possible only
 * check-command: gfpcheck check
 * check-names
 */
