// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static int warn_queuecommand(struct Scsi_Host *host, struct scsi_cmnd *cmd)
{
	cmd->host_scribble = kmalloc(64, GFP_KERNEL);
	return 0;
}

static int warn_abort(struct scsi_cmnd *cmd)
{
	cmd->host_scribble = kmalloc(64, GFP_KERNEL);
	return 0;
}

static struct scsi_host_template template = {
	.queuecommand = warn_queuecommand,
	.eh_abort_handler = warn_abort,
};

static int warn_map(struct dm_target *ti, struct bio *bio)
{
	ti->private = kmalloc(64, GFP_KERNEL);
	return DM_MAPIO_SUBMITTED;
}

static int good_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	ti->private = kmalloc(64, GFP_KERNEL);
	return 0;
}

static struct target_type target = {
	.ctr = good_ctr,
	.map = warn_map,
};

static bool warn_make_request(struct mddev *mddev, struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	return true;
}

static struct md_personality personality = {
	.make_request = warn_make_request,
};

/*
 * check-name: the entries of other layers
 * check-command: gfpcheck check
 * check-names
 */
