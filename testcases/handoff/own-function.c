// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * One work item in a request, for several functions: who fills it and queues it
 * means the function that it has put there. Who only queues it may mean any.
 */

struct rpc {
	struct work_struct work;
	struct bio *bio;
};
struct call {
	struct work_struct work;
	struct bio *bio;
};

static void good_schedule(struct work_struct *work)
{
	bio_endio(container_of(work, struct rpc, work)->bio);
}

static void good_submit(struct bio *bio)
{
	struct rpc *rpc = bio->bi_private;

	INIT_WORK(&rpc->work, good_schedule);
	queue_work(system_wq, &rpc->work);
}

static void good_cleanup(struct work_struct *work)
{
	kmalloc(64, GFP_KERNEL);
	bio_endio(container_of(work, struct rpc, work)->bio);
}

void good_close(struct rpc *rpc)
{
	INIT_WORK(&rpc->work, good_cleanup);
	queue_work(system_wq, &rpc->work);
}

static void warn_cleanup(struct work_struct *work)
{
	kmalloc(64, GFP_KERNEL);
	bio_endio(container_of(work, struct call, work)->bio);
}

void prepare(struct call *call)
{
	INIT_WORK(&call->work, warn_cleanup);
}

static void submit(struct bio *bio)
{
	struct call *call = bio->bi_private;

	queue_work(system_wq, &call->work);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = good_submit },
	{ .submit_bio = submit },
};

/*
 * check-name: who fills a work item and queues it means its own function
 * check-command: gfpcheck check
 * check-names
 */
