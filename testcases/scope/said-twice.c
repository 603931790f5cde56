// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct disk {
	struct work_struct work;
	struct workqueue_struct *wq;
};

static void warn_below(void)
{
	kfree(kmalloc(64, GFP_NOIO));
	kfree(kmalloc(64, GFP_KERNEL));
}

/* Somebody else comes without the scope. */
static void good_below_two(void)
{
	kfree(kmalloc(64, GFP_NOIO));
}

/* Any unit may call it. */
void good_for_everybody(void)
{
	kfree(kmalloc(64, GFP_NOIO));
}

/* Its address is taken: who calls it is not known. */
static void good_callback(void)
{
	kfree(kmalloc(64, GFP_NOIO));
}

void (*callback)(void) = good_callback;

/* Both are the same to no scope. */
static void good_other_masks(void)
{
	kfree(kmalloc(64, GFP_ATOMIC));
	kfree(kmalloc(64, GFP_NOWAIT));
}

static void warn_maker(struct work_struct *work)
{
	unsigned int flags = memalloc_noio_save();

	warn_below();
	good_below_two();
	good_for_everybody();
	good_callback();
	good_other_masks();
	kfree(kmalloc(64, GFP_NOFS)); /* warn: the scope takes that, too */
	memalloc_noio_restore(flags);
}

/* A scope of file systems alone does not say what GFP_NOIO says. */
static void good_fs_scope(void)
{
	unsigned int flags = memalloc_nofs_save();

	kfree(kmalloc(64, GFP_NOIO));
	memalloc_nofs_restore(flags);
}

static blk_status_t queue_it(struct blk_mq_hw_ctx *hctx,
			     const struct blk_mq_queue_data *bd)
{
	struct disk *d = hctx->queue->queuedata;

	good_below_two();
	good_fs_scope();
	queue_work(d->wq, &d->work);
	return 0;
}

static const struct blk_mq_ops ops = {
	.queue_rq = queue_it,
};

void good_setup(struct disk *d)
{
	INIT_WORK(&d->work, warn_maker);
	d->wq = alloc_workqueue("disk", WQ_MEM_RECLAIM, 0);
}

/*
 * check-name: advice: a mask says what the scope that it is within says
 * check-command: gfpcheck check --confidence note
 * check-output-contains: warn_below\(\): mask 0xc00 .* passed to kmalloc\(\) says what the noio scope says .* \[noio-redundant\]
 * check-output-contains: warn_maker\(\): mask 0xc40 .*\[nofs-redundant\]
 * check-output-contains: ^2 findings: .* 2 note$
 * check-output-excludes: good_
 */
