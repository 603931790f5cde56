// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct ctx {
	struct work_struct work;
	void *buf;
	struct bio *bio;
};

static void warn_workfn(struct work_struct *work)
{
	struct ctx *c = container_of(work, struct ctx, work);

	c->buf = kmalloc(64, GFP_KERNEL);
}

static void submit(struct bio *bio)
{
	struct ctx c = { .buf = NULL };

	INIT_WORK_ONSTACK(&c.work, warn_workfn);
	schedule_work(&c.work);
	flush_work(&c.work);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a work item on the stack, flushed before return
 * check-command: gfpcheck check
 * check-names
 */
