// SPDX-License-Identifier: GPL-2.0-only
/*
 * The driver gives its kthread_worker a thread of its own, as the loop driver
 * did from 4.19 to 5.13: what the thread opens before it begins to run items
 * holds for all of them (d0a255e795ab).
 */
/* file: drivers/block/good.c */
#include "kernel.h"
int kthread_worker_fn(void *worker_ptr);

struct good_dev {
	struct kthread_worker worker;
	struct task_struct *task;
};

struct good_cmd {
	struct kthread_work work;
	struct request *rq;
};

static int good_thread(void *worker_ptr)
{
	current->flags |= PF_MEMALLOC_NOIO;
	return kthread_worker_fn(worker_ptr);
}

static void good_work(struct kthread_work *work)
{
	struct good_cmd *cmd = container_of(work, struct good_cmd, work);

	kfree(kmalloc(64, GFP_KERNEL));
	blk_mq_end_request(cmd->rq, 0);
}

int good_start(struct good_dev *d, struct good_cmd *cmd)
{
	kthread_init_work(&cmd->work, good_work);
	d->task = kthread_run(good_thread, &d->worker, "good");
	return IS_ERR(d->task);
}

static struct good_dev *dev;
static struct good_cmd *cmd;

static blk_status_t good_queue_rq(struct blk_mq_hw_ctx *hctx,
				  const struct blk_mq_queue_data *bd)
{
	cmd->rq = bd->rq;
	kthread_queue_work(&dev->worker, &cmd->work);
	return 0;
}

const struct blk_mq_ops good_ops = {
	.queue_rq = good_queue_rq,
};

/* file: drivers/block/bad.c */
#include "kernel.h"
int kthread_worker_fn(void *worker_ptr);

struct bad_dev {
	struct kthread_worker worker;
	struct task_struct *task;
};

struct bad_cmd {
	struct kthread_work work;
	struct request *rq;
};

static int thread(void *worker_ptr)
{
	current->flags |= PF_MEMALLOC_NOFS;
	return kthread_worker_fn(worker_ptr);
}

static void warn_work(struct kthread_work *work)
{
	struct bad_cmd *cmd = container_of(work, struct bad_cmd, work);

	kfree(kmalloc(64, GFP_KERNEL));
	blk_mq_end_request(cmd->rq, 0);
}

int start(struct bad_dev *d, struct bad_cmd *cmd)
{
	kthread_init_work(&cmd->work, warn_work);
	d->task = kthread_run(thread, &d->worker, "bad");
	return IS_ERR(d->task);
}

static struct bad_dev *dev;
static struct bad_cmd *cmd;

static blk_status_t queue_rq(struct blk_mq_hw_ctx *hctx,
			     const struct blk_mq_queue_data *bd)
{
	cmd->rq = bd->rq;
	kthread_queue_work(&dev->worker, &cmd->work);
	return 0;
}

const struct blk_mq_ops bad_ops = {
	.queue_rq = queue_rq,
};

/*
 * check-name: work run by a thread that the driver made for its worker
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 * check-output-contains: -> thread\(\) .* <- handed off by kthread_queue_work\(
 * check-output-contains: -> warn_work\(\) .* <- run by kthread_worker_fn\(\)
 */
