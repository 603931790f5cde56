// SPDX-License-Identifier: GPL-2.0-only
/*
 * Everybody hands a function to the same helper, which therefore says nothing
 * of what it returns; what else is put into the member that it goes to is
 * known.
 */
#include "kernel.h"

struct work {
	void *copy, *data;
};

void *same(void *p)
{
	return p;
}

#define USER(n)                             \
	static void run_##n(struct work *w) \
	{                                   \
		w->copy = NULL;             \
	}                                   \
	void *use_##n(void)                 \
	{                                   \
		return same(run_##n);       \
	}
#define USERS(n)   \
	USER(n##0) \
	USER(n##1) \
	USER(n##2) \
	USER(n##3) \
	USER(n##4) \
	USER(n##5) \
	USER(n##6) \
	USER(n##7) \
	USER(n##8) \
	USER(n##9)

USERS(1)
USERS(2)
USERS(3)
USERS(4)
USERS(5)
USERS(6)
USERS(7)

static struct work work;

static void warn_run(struct work *w)
{
	w->copy = kmalloc(64, GFP_KERNEL);
}

static void good_run(struct work *w)
{
	w->copy = kmalloc(64, GFP_NOIO);
}

void choose(int way)
{
	work.data = same(use_10);
	if (way == 1)
		work.data = warn_run;
	if (way == 2)
		work.data = good_run;
}

static blk_status_t queue_rq(struct blk_mq_hw_ctx *hctx,
			     const struct blk_mq_queue_data *bd)
{
	void *p = work.data;
	void (*run)(struct work * w) = p;

	run(&work);
	return 0;
}

const struct blk_mq_ops disk_ops = {
	.queue_rq = queue_rq,
};

/*
 * check-name: what is put where the result of a helper for all goes
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 */
