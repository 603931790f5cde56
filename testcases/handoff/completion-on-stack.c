// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct job {
	struct work_struct work;
	struct completion *done;
};

static struct job *job;

static void warn_run(struct work_struct *work)
{
	struct job *j = container_of(work, struct job, work);

	kfree(kmalloc(64, GFP_KERNEL));
	complete(j->done);
}

static void submit(struct bio *bio)
{
	struct completion done;

	job->done = &done;
	schedule_work(&job->work);
	wait_for_completion(&done);
}

void job_init(struct job *j)
{
	INIT_WORK(&j->work, warn_run);
	job = j;
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: the work completes what is on the stack of the one that waits
 * check-command: gfpcheck check
 * check-names
 */
