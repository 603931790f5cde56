// SPDX-License-Identifier: GPL-2.0-only
/* file: net/socket.c */
#include "kernel.h"
struct hook {
	void (*ready)(struct hook *h);
	void *data;
};

void send_by(struct hook *h)
{
	h->ready(h);
}

/* file: drivers/target/third.c */
#include "kernel.h"
struct hook {
	void (*ready)(struct hook *h);
	void *data;
};

static void good_third(struct hook *h)
{
	h->data = kmalloc(64, GFP_KERNEL);
}

void third_init(struct hook *h)
{
	h->ready = good_third;
}

/* file: drivers/block/disk.c */
#include "kernel.h"
struct hook {
	void (*ready)(struct hook *h);
	void *data;
};

void send_by(struct hook *h);

static void submit(struct bio *bio)
{
	send_by(bio->bi_private);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: shared code does not call a third module for the module at hand
 * check-command: gfpcheck check
 * check-names
 */
