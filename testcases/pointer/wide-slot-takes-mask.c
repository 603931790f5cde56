// SPDX-License-Identifier: GPL-2.0-only
/*
 * More drivers than are followed fill the slot, as with the host controllers
 * of a bus; the mask that is passed is meant for whichever it is. (What stands
 * in another module: of a module's own all are followed.)
 */
/* file: drivers/usb/host.h */
struct transfer {
	void *copy;
};

struct host_ops {
	int (*enqueue)(struct transfer *t, gfp_t mem_flags);
};

struct host {
	const struct host_ops *ops;
};

/* file: drivers/usb/hosts.c */
#include "kernel.h"
#include "host.h"

#define HOST(n)                                                     \
	static int enqueue_##n(struct transfer *t, gfp_t mem_flags) \
	{                                                           \
		t->copy = kmalloc(n, mem_flags);                    \
		return t->copy ? 0 : -ENOMEM;                       \
	}                                                           \
	const struct host_ops host_##n = {                          \
		.enqueue = enqueue_##n,                             \
	};

FORTY_TWO(HOST)

/* file: drivers/block/disk.c */
#include "kernel.h"
#include "../usb/host.h"

int submit(struct host *h, struct transfer *t, gfp_t mem_flags)
{
	return h->ops->enqueue(t, mem_flags);
}

static struct host *disk_host;
static struct transfer transfer;

static blk_status_t warn_queue_rq(struct blk_mq_hw_ctx *hctx,
				  const struct blk_mq_queue_data *bd)
{
	return submit(disk_host, &transfer, GFP_KERNEL) ? 9 : 0;
}

static void good_commit_rqs(struct blk_mq_hw_ctx *hctx)
{
	submit(disk_host, &transfer, GFP_NOIO);
}

const struct blk_mq_ops disk_ops = {
	.queue_rq = warn_queue_rq,
	.commit_rqs = good_commit_rqs,
};

/* probe: nothing waits yet */
int good_probe(void)
{
	return submit(disk_host, &transfer, GFP_KERNEL);
}

/*
 * check-name: a mask passed to a slot that is filled too often to be followed
 * check-command: gfpcheck check
 * check-modules
 * check-names
 * check-findings: 1
 */
