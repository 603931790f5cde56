// SPDX-License-Identifier: GPL-2.0-only
/*
 * A void pointer holds functions of several types and is cast to be called: the
 * call's type says which are meant. In the kernel: probes of tracepoints.
 */
#include "kernel.h"

struct probe {
	void *func;
	void *data;
};

static struct probe probes[2];

static void add(struct probe *at, void *func)
{
	at->func = func;
}

static void warn_bio(void *data, struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_number(void *data, int n)
{
	probes[n].data = kmalloc(64, GFP_KERNEL);
}

void setup(void)
{
	add(&probes[0], warn_bio);
	add(&probes[1], good_number);
}

static void submit(struct bio *bio)
{
	void *func = probes[0].func;

	((void (*)(void *, struct bio *))func)(probes[0].data, bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: the type of the call narrows what a void pointer holds
 * check-command: gfpcheck check
 * check-names
 */
