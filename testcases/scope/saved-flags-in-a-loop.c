// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static inline void restore_flags(unsigned long saved, unsigned long flags)
{
	current->flags &= ~flags;
	current->flags |= saved & flags;
}

struct job {
	int swapper, queued;
	void (*action)(struct job *job);
	void *buf;
};

static void plain_step(struct job *job)
{
	job->buf = kmalloc(64, GFP_NOWAIT);
}

static void plain_run(struct job *job)
{
	unsigned long pflags = current->flags;

	for (;;) {
		if (!job->action)
			break;
		if (job->swapper)
			current->flags |= PF_MEMALLOC;
		job->action(job);
		if (job->queued)
			goto out;
	}
	job->buf = kmalloc(32, GFP_NOWAIT);
out:
	restore_flags(pflags, PF_MEMALLOC);
}

static void good_swap(struct bio *bio)
{
	unsigned int flags = memalloc_noreclaim_save();
	struct job *job = bio->bi_private;

	job->action = plain_step;
	plain_run(job);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noreclaim_restore(flags);
}

static void warn_plain(struct bio *bio)
{
	plain_run(bio->bi_private);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_ops = {
	.submit_bio = good_swap,
};
static const struct block_device_operations warn_ops = {
	.submit_bio = warn_plain,
};

/*
 * check-name: flags that were saved before a loop sets some are what they were
 * check-command: gfpcheck check
 * check-names
 */
