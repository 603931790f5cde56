// SPDX-License-Identifier: GPL-2.0-only
/* file: core.h */
#include "kernel.h"
struct ctrl;
struct ctrl_ops {
	void (*submit)(struct ctrl *ctrl);
	void (*reset)(struct ctrl *ctrl);
};
struct ctrl {
	const struct ctrl_ops *ops;
	void *data;
};

/* file: tcp.c */
#include "core.h"
static void good_tcp_reset(struct ctrl *ctrl)
{
	ctrl->data = kmalloc(64, GFP_NOIO);
}

static void tcp_submit(struct ctrl *ctrl)
{
	ctrl->ops->reset(ctrl);
}

static const struct ctrl_ops tcp_ops = {
	.submit = tcp_submit,
	.reset = good_tcp_reset,
};

static void submit(struct bio *bio)
{
	struct ctrl *ctrl = bio->bi_private;

	ctrl->ops = &tcp_ops;
	tcp_submit(ctrl);
}

static const struct block_device_operations tcp_bdev_ops = {
	.submit_bio = submit,
};

/* file: pci.c */
#include "core.h"
static void good_pci_reset(struct ctrl *ctrl)
{
	ctrl->data = kmalloc(64, GFP_KERNEL);
}

static const struct ctrl_ops pci_ops = {
	.reset = good_pci_reset,
};

int pci_probe(struct ctrl *ctrl)
{
	ctrl->ops = &pci_ops;
	ctrl->ops->reset(ctrl);
	return 0;
}

/*
 * check-name: an object of one driver calls that driver's ops
 * check-command: gfpcheck check
 * check-names
 */
