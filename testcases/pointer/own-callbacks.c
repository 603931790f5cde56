// SPDX-License-Identifier: GPL-2.0-only
/*
 * A device whose requests go from stage to stage, as dm-vdo's: each stage puts
 * the next one into the request, and a thread calls what stands there, in a
 * header's inline function, at once or through a variable. However many stages
 * there are, all of them are what that thread is there for; one of them ends
 * the request.
 */
/* file: drivers/block/stages.h */
struct job {
	void (*stage)(struct job *j);
	void (*undo)(struct job *j);
	struct request *rq;
	void *data;
};

static inline void run_stage(struct job *j)
{
	j->stage(j);
}

static inline void undo_stage(struct job *j)
{
	void (*undo)(struct job *j) = j->undo;

	if (undo)
		undo(j);
}

/* file: drivers/block/stages.c */
#include "kernel.h"
#include "stages.h"

static wait_queue_head_t todo;
static struct job *job;

static void stage(struct job *j, void (*next)(struct job *j))
{
	j->stage = next;
	job = j;
	wake_up(&todo);
}

static void undo(struct job *j, void (*next)(struct job *j))
{
	j->undo = next;
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
	stage(j, finish);
}

static void fill_undo(struct job *j)
{
	j->data = kmalloc(32, GFP_KERNEL);
	undo(j, finish);
}

#define ONE(put, n, then)                   \
	static void put##_##n(struct job *j) \
	{                                   \
		put(j, then);               \
	}
#define STAGES(put, n, then)               \
	ONE(put, n##0, then)               \
	ONE(put, n##1, put##_##n##0)       \
	ONE(put, n##2, put##_##n##1)       \
	ONE(put, n##3, put##_##n##2)       \
	ONE(put, n##4, put##_##n##3)       \
	ONE(put, n##5, put##_##n##4)       \
	ONE(put, n##6, put##_##n##5)

#define MANY(put, then)              \
	STAGES(put, 1, then)         \
	STAGES(put, 2, put##_16)     \
	STAGES(put, 3, put##_26)     \
	STAGES(put, 4, put##_36)     \
	STAGES(put, 5, put##_46)     \
	STAGES(put, 6, put##_56)

MANY(stage, warn_fill)
MANY(undo, fill_undo)

static int work_thread(void *data)
{
	while (!kthread_should_stop()) {
		wait_event(todo, job);
		run_stage(job);
		undo_stage(job);
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
	undo(j, undo_66);
	stage(j, stage_66);
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
 * check-output-contains: fill_undo\(\): mask
 */
