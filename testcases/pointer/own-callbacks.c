// SPDX-License-Identifier: GPL-2.0-only
/*
 * A device whose requests go from stage to stage, as dm-vdo's: each stage puts
 * the next one into the request, and a thread calls what stands there, in a
 * header's inline function. However many stages there are, all of them are what
 * that thread is there for; one of them ends the request. Of a registry that
 * other modules fill just as often one entry says nothing.
 */
/* file: drivers/block/stages.h */
struct job {
	void (*stage)(struct job *j);
	struct request *rq;
	void *data;
};

static inline void run_stage(struct job *j)
{
	j->stage(j);
}

/* file: drivers/block/stages.c */
#include "kernel.h"
#include "stages.h"

static wait_queue_head_t todo;
static struct job *job;

static void next_stage(struct job *j, void (*stage)(struct job *j))
{
	j->stage = stage;
	job = j;
	wake_up(&todo);
}

static void finish(struct job *j)
{
	blk_mq_end_request(j->rq, 0);
}

static void warn_fill(struct job *j)
{
	j->data = kmalloc(64, GFP_KERNEL);
	next_stage(j, finish);
}

#define STAGE(n, then)                    \
	static void stage_##n(struct job *j) \
	{                                 \
		next_stage(j, then);      \
	}
#define STAGES(n, then)                                          \
	STAGE(n##0, then)                                        \
	STAGE(n##1, stage_##n##0)                                \
	STAGE(n##2, stage_##n##1)                                \
	STAGE(n##3, stage_##n##2)                                \
	STAGE(n##4, stage_##n##3)                                \
	STAGE(n##5, stage_##n##4)                                \
	STAGE(n##6, stage_##n##5)

STAGES(1, warn_fill)
STAGES(2, stage_16)
STAGES(3, stage_26)
STAGES(4, stage_36)
STAGES(5, stage_46)
STAGES(6, stage_56)

static int work_thread(void *data)
{
	while (!kthread_should_stop()) {
		wait_event(todo, job);
		run_stage(job);
	}
	return 0;
}

int stages_init(void)
{
	kthread_run(work_thread, NULL, "stages");
	return 0;
}

static blk_status_t good_queue_rq(struct blk_mq_hw_ctx *hctx,
				  const struct blk_mq_queue_data *bd)
{
	struct job *j = blk_mq_rq_to_pdu(bd->rq);

	j->rq = bd->rq;
	next_stage(j, stage_66);
	return 0;
}

const struct blk_mq_ops stages_ops = {
	.queue_rq = good_queue_rq,
};

/*
 * check-name: however many callbacks of its own a module calls, all of them are
 * check-command: gfpcheck check
 * check-modules
 * check-names
 * check-findings: 1
 */
