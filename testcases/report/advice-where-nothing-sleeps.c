// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * queue_rq() without BLK_MQ_F_BLOCKING may not sleep: GFP_NOIO would be wrong,
 * too.
 */

static blk_status_t queue_now(struct blk_mq_hw_ctx *hctx,
			      const struct blk_mq_queue_data *bd)
{
	kmalloc(64, GFP_KERNEL);
	return 0;
}

static const struct blk_mq_ops now = {
	.queue_rq = queue_now,
};

/*
 * check-name: an entry that may not sleep is not told to use GFP_NOIO
 * check-command: gfpcheck check
 * check-exit-value: 1
 * check-output-contains: suggested: unless the tag set has BLK_MQ_F_BLOCKING
 * check-output-excludes: pass GFP_NOIO
 */
