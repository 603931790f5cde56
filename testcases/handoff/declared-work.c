// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void *buf;
static struct bio *the_bio;

static void warn_workfn(struct work_struct *work)
{
	buf = kmalloc(64, GFP_KERNEL);
	bio_endio(the_bio);
}

static DECLARE_WORK(io_work, warn_workfn);

static void good_workfn(struct work_struct *work)
{
	buf = kmalloc(64, GFP_KERNEL);
	bio_endio(the_bio);
}

static DECLARE_WORK(probe_work, good_workfn);

static void submit(struct bio *bio)
{
	schedule_work(&io_work);
}

void probe(void)
{
	schedule_work(&probe_work);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: DECLARE_WORK() at file scope
 * check-command: gfpcheck check
 * check-names
 */
