// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct client {
	void (*notify)(struct bio *bio);
};

static void client_init(struct client *c, void (*notify)(struct bio *))
{
	c->notify = notify;
}

static void warn_notify(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static struct client client;

void setup(void)
{
	client_init(&client, warn_notify);
}

static void submit(struct bio *bio)
{
	client.notify(bio);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a helper stores its argument in a slot
 * check-command: gfpcheck check
 * check-names
 */
