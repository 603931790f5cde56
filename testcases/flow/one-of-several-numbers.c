// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct reply {
	u8 op;
	bool again;
};

static void warn_accept(void)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

static void good_reject(void)
{
	kfree(kmalloc(128, GFP_KERNEL));
}

static void handle(struct reply *r)
{
	u8 op = r->op;
	bool again = r->again;

	if (op == 1)
		return;
	else if (op == 2)
		warn_accept();
	/* what is not true is false */
	if (again == true)
		return;
	if (again)
		good_reject();
}

static void submit(struct bio *bio)
{
	handle(bio->bi_private);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: a number that is not 1 need not be 0
 * check-command: gfpcheck check
 * check-names
 */
