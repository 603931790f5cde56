// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct us_data {
	struct completion cmnd_ready;
	struct scsi_cmnd *srb;
	struct bio *bio;
	void *buf;
};

static int warn_control_thread(void *data)
{
	struct us_data *us = data;

	for (;;) {
		wait_for_completion(&us->cmnd_ready);
		if (!us->srb)
			return 0;
		us->buf = kmalloc(64, GFP_KERNEL);
		bio_endio(us->bio);
	}
}

int usb_stor_probe(struct us_data *us)
{
	init_completion(&us->cmnd_ready);
	return IS_ERR(kthread_run(warn_control_thread, us, "usb-storage"));
}

static int queuecommand(struct Scsi_Host *host, struct scsi_cmnd *srb)
{
	struct us_data *us = srb->host_scribble;

	us->srb = srb;
	complete(&us->cmnd_ready);
	return 0;
}

static struct scsi_host_template template = {
	.queuecommand = queuecommand,
};

/*
 * check-name: a thread that waits for a completion (usb-storage)
 * check-command: gfpcheck check
 * check-names
 */
