// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct disk {
	int odd, odder;
};

static void rare(struct disk *d)
{
	if (d->odd && d->odder)
		kfree(kmalloc(64, GFP_KERNEL));
}

static void rarer(struct disk *d)
{
	if (d->odder && !d->odd)
		kfree(kzalloc(16, GFP_KERNEL));
}

static void rarest(struct disk *d)
{
	if (d->odd && d->odder)
		kfree(kmalloc(128, GFP_KERNEL));
}

static void always(struct disk *d)
{
	kfree(kmalloc(32, GFP_KERNEL));
}

static void step(struct disk *d)
{
	always(d);
}

static blk_status_t warn_queue(struct blk_mq_hw_ctx *hctx,
			       const struct blk_mq_queue_data *bd)
{
	struct disk *d = hctx->queue->queuedata;

	rare(d);
	rarer(d);
	rarest(d);
	step(d);
	return 0;
}

static const struct blk_mq_ops ops = {
	.queue_rq = warn_queue,
};

/*
 * check-name: the chain shown for several masks is the one with the fewest conditions
 * check-command: gfpcheck check
 * check-findings: 1
 * check-output-contains: -> always\(\)
 * check-output-excludes: -> rare
 * check-output-contains: : rare\(\): mask
 * check-output-contains: : rarest\(\): mask
 * check-output-excludes: : always\(\): mask
 */
