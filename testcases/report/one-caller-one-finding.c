// SPDX-License-Identifier: GPL-2.0-only
/*
 * One caller enters what a module puts into the slots of one rule: a scope in
 * the caller, or one patch to the module, mends all of it. Another module is
 * another patch, and a mask of its own that one task alone has is in its place.
 */
/* file: one.c */
#include "kernel.h"

static int first_abort(struct scsi_cmnd *cmd)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : 1;
}

static int warn_first_reset(struct scsi_cmnd *cmd)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : 1;
}

static struct scsi_host_template first = {
	.eh_abort_handler = first_abort,
	.eh_host_reset_handler = warn_first_reset,
};

/* file: two.c */
#include "kernel.h"

static int warn_reset(struct scsi_cmnd *cmd)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : 1;
}

static struct scsi_host_template second = {
	.eh_host_reset_handler = warn_reset,
};

/*
 * check-name: what one caller enters in a module is one finding
 * check-command: gfpcheck check
 * check-modules
 * check-findings: 2
 * check-output-contains: warn_first_reset.. and 1 more functions that one caller enters: 2 masks below them
 * check-output-contains: one.c:.*first_abort
 */
