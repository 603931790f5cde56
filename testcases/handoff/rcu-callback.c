// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct dev {
	struct rcu_head rcu;
	void *buf;
	struct bio *bio;
};

static void good_free(struct rcu_head *head)
{
	struct dev *d = container_of(head, struct dev, rcu);

	kfree(d->buf);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	call_rcu(&d->rcu, good_free);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: an RCU callback frees; it does no I/O
 * check-command: gfpcheck check
 * check-names
 */
