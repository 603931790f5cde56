// SPDX-License-Identifier: GPL-2.0-only
/* Not reached: nobody is known to call what calls it; where its address goes
 * is said. */
#include "kernel.h"

struct panel {
	void (*press)(void);
};

static void *button;

static void allocate(void)
{
	button = kmalloc(64, GFP_KERNEL);
}

static void press(void)
{
	allocate();
}

struct panel panel = {
	.press = press,
};

static void submit(struct bio *bio)
{
	submit_bio(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: why: not reached, and no caller is known
 * check-command: gfpcheck why allocate
 * check-output-contains: ^  not reached from any entry$
 * check-output-contains: called below press\(\)  why-no-caller.c:17, which no call that is known reaches; it is put into panel.press \(static data, why-no-caller.c:23\)$
 */
