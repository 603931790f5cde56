// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static blk_status_t warn_queue_rq(struct blk_mq_hw_ctx *hctx,
				  const struct blk_mq_queue_data *bd)
{
	bd->rq->end_io_data = kmalloc(64, GFP_KERNEL);
	return BLK_STS_OK;
}

static int good_init_request(struct blk_mq_tag_set *set, struct request *rq,
			     unsigned int i, unsigned int node)
{
	rq->end_io_data = kmalloc(64, GFP_KERNEL);
	return 0;
}

static const struct blk_mq_ops mq_ops = {
	.queue_rq = warn_queue_rq,
	.init_request = good_init_request,
};

static struct blk_mq_tag_set set = {
	.ops = &mq_ops,
	.flags = BLK_MQ_F_SHOULD_MERGE | BLK_MQ_F_BLOCKING,
};

/*
 * check-name: an entry in a designated initialiser
 * check-command: gfpcheck check
 * check-names
 */
