// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* What a user passes is NULL when the kernel calls for itself. */

struct udata {
	int inlen;
};

struct device_ops {
	int (*modify)(struct udata *udata);
	int (*other)(struct udata *udata);
};

static int good_modify(struct udata *udata)
{
	if (udata && udata->inlen)
		kfree(kmalloc(udata->inlen, GFP_KERNEL));
	return 0;
}

static int warn_other(struct udata *udata)
{
	if (!udata)
		kfree(kmalloc(64, GFP_KERNEL));
	return 0;
}

static const struct device_ops device = {
	.modify = good_modify,
	.other = warn_other,
};

struct verbs {
	const struct device_ops *ops;
};

void add_device(struct verbs *dev)
{
	dev->ops = &device;
}

static int modify(struct verbs *dev, struct udata *udata)
{
	dev->ops->other(udata);
	return dev->ops->modify(udata);
}

static int middle(struct verbs *dev, struct udata *udata)
{
	return modify(dev, udata);
}

static blk_status_t queue(struct blk_mq_hw_ctx *hctx,
			  const struct blk_mq_queue_data *bd)
{
	middle(hctx->queue->queuedata, NULL);
	return 0;
}

static const struct blk_mq_ops ops = {
	.queue_rq = queue,
};

/*
 * check-name: a value that is passed on through a pointer call is known in its targets
 * check-command: gfpcheck check
 * check-names
 * check-output-excludes: good_modify
 */
