// SPDX-License-Identifier: GPL-2.0-only
/*
 * What opens a region when the machine stops holds up nobody who goes on; if
 * another path leads to the same place, it is that which counts.
 */
/* file: drivers/scsi/one.c */
#include "kernel.h"

static void good_flush(void)
{
	kmalloc(64, GFP_KERNEL);
}

static void warn_probe(void)
{
	kmalloc(64, GFP_KERNEL);
}

static void shutdown(struct pci_dev *dev)
{
	blk_mq_freeze_queue(pci_get_drvdata(dev));
	good_flush();
	warn_probe();
	blk_mq_unfreeze_queue(pci_get_drvdata(dev));
}

struct pci_driver one_driver = {
	.shutdown = shutdown,
};

static int reset(struct scsi_cmnd *cmd)
{
	warn_probe();
	return 0;
}

struct scsi_host_template one_template = {
	.eh_host_reset_handler = reset,
};

/*
 * check-name: a region opened at shutdown is possible only
 * check-command: gfpcheck check
 * check-names
 */
