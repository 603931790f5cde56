// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct ctrl {
	struct work_struct scan_work, retry_work;
	struct workqueue_struct *wq;
	void *buf;
	struct bio *bio;
};

/* A rule says that whoever scans looks for disks: no I/O waits for that. */
void scsi_scan_host(struct work_struct *work);

void scsi_scan_host(struct work_struct *work)
{
	struct ctrl *c = container_of(work, struct ctrl, scan_work);

	c->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(c->bio);
}

static void warn_retry(struct work_struct *work)
{
	struct ctrl *c = container_of(work, struct ctrl, retry_work);

	c->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(c->bio);
}

static void submit(struct bio *bio)
{
	struct ctrl *c = bio->bi_private;

	queue_work(c->wq, &c->scan_work);
	queue_work(c->wq, &c->retry_work);
}

void ctrl_init(struct ctrl *c)
{
	INIT_WORK(&c->scan_work, scsi_scan_host);
	INIT_WORK(&c->retry_work, warn_retry);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a boundary is one for work too
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 */
