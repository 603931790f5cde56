// SPDX-License-Identifier: GPL-2.0-only
/* file: ib.h */
#include "kernel.h"
struct ib_cq;
struct ib_wc;
struct ib_cqe {
	void (*done)(struct ib_cq *cq, struct ib_wc *wc);
};
void post_send(struct ib_cqe *cqe);
void transport_request(void);

/* file: drivers/infiniband/ulp/rtrs/rtrs-clt.c */
#include "ib.h"
static void warn_done(struct ib_cq *cq, struct ib_wc *wc)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

static struct ib_cqe io_cqe = {
	.done = warn_done,
};

void transport_request(void)
{
	kfree(kmalloc(64, GFP_NOIO));
	post_send(&io_cqe);
}

/* file: drivers/infiniband/ulp/rtrs/rtrs-srv.c */
#include "ib.h"
static void good_done(struct ib_cq *cq, struct ib_wc *wc)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

static struct ib_cqe recv_cqe = {
	.done = good_done,
};

void serve_others(void)
{
	post_send(&recv_cqe);
}

/* file: drivers/block/rnbd/rnbd-clt.c */
#include "ib.h"
static blk_status_t queue(struct blk_mq_hw_ctx *hctx,
			  const struct blk_mq_queue_data *bd)
{
	transport_request();
	return 0;
}

static const struct blk_mq_ops ops = {
	.queue_rq = queue,
};

/*
 * check-name: a module that a disk's module calls is on the I/O path as well
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
