// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function is stored through a pointer that the caller gives, and its caller
 * before that: the variable holds it. In the kernel: the ways to unpack a RAM
 * disk.
 */
#include "kernel.h"

typedef void (*go_fn)(struct bio *bio);

static void warn_chosen(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static go_fn choose(void)
{
	return warn_chosen;
}

static void find(go_fn *go)
{
	*go = choose();
}

static void look(go_fn *go)
{
	find(go);
}

static void call(go_fn go, struct bio *bio)
{
	go(bio);
}

static void submit(struct bio *bio)
{
	go_fn go = NULL;

	look(&go);
	call(go, bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: what is stored through a parameter is in the caller's variable
 * check-command: gfpcheck check
 * check-names
 */
