// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_tsk(struct bio *bio)
{
	struct task_struct *tsk = current;
	unsigned int old = tsk->flags & PF_MEMALLOC;

	tsk->flags |= PF_MEMALLOC;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	tsk->flags = (tsk->flags & ~PF_MEMALLOC) | old;
}

static void warn_other_task(struct bio *bio)
{
	struct task_struct *tsk = bio->bi_private;

	tsk->flags |= PF_MEMALLOC_NOIO;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_tsk_ops = {
	.submit_bio = good_tsk,
};
static const struct block_device_operations warn_other_task_ops = {
	.submit_bio = warn_other_task,
};

/*
 * check-name: the task in a local variable
 * check-command: gfpcheck check
 * check-names
 */
