// SPDX-License-Identifier: GPL-2.0-only
/*
 * A queue gets another scheduler while it is frozen: what sets that up is not
 * only called before the first request. In the kernel: elevator_switch().
 */
#include "kernel.h"

struct elevator_mq_ops {
	int (*init_sched)(struct request_queue *q);
	int (*init_hctx)(struct blk_mq_hw_ctx *hctx, unsigned int nr);
};

static void *sched_data;

static int warn_init_sched(struct request_queue *q)
{
	q->queuedata = kmalloc(64, GFP_KERNEL);
	return q->queuedata ? 0 : -ENOMEM;
}

static int good_init_hctx(struct blk_mq_hw_ctx *hctx, unsigned int nr)
{
	sched_data = kmalloc(64, GFP_NOIO);
	return sched_data ? 0 : -ENOMEM;
}

const struct elevator_mq_ops sched = {
	.init_sched = warn_init_sched,
	.init_hctx = good_init_hctx,
};

static int warn_init_request(struct blk_mq_tag_set *set, struct request *rq,
			     unsigned int hctx, unsigned int node)
{
	set->driver_data = kmalloc(64, GFP_KERNEL);
	return 0;
}

static const struct blk_mq_ops mq_ops = {
	.init_request = warn_init_request,
};

void make_requests(struct blk_mq_tag_set *set, struct request_queue *q,
		   struct request *rq)
{
	blk_mq_freeze_queue(q);
	set->ops->init_request(set, rq, 0, 0);
	blk_mq_unfreeze_queue(q);
}

int change_elevator(struct request_queue *q, struct blk_mq_hw_ctx *hctx,
		    const struct elevator_mq_ops *e)
{
	int ret;

	blk_mq_freeze_queue(q);
	ret = e->init_sched(q);
	if (!ret)
		ret = e->init_hctx(hctx, 0);
	blk_mq_unfreeze_queue(q);
	return ret;
}

static int good_first_elevator(struct request_queue *q)
{
	sched_data = kmalloc(64, GFP_KERNEL);
	return 0;
}

const struct elevator_mq_ops first = {
	.init_sched = good_first_elevator,
};

void elevator_init_mq(struct request_queue *q)
{
	first.init_sched(q);
}

/*
 * check-name: what sets up the scheduler of a frozen queue
 * check-command: gfpcheck check
 * check-names
 */
