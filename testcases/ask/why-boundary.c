// SPDX-License-Identifier: GPL-2.0-only
/* Not reached: the boundary that stops the only way is named with its reason. */
#include "kernel.h"

static void *console;

static void grow_console(void)
{
	console = kmalloc(64, GFP_KERNEL);
}

int _printk(const char *fmt, ...)
{
	grow_console();
	return 0;
}

static void submit(struct bio *bio)
{
	printk("bio");
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: why: not reached, and the boundary that stops the way
 * check-command: gfpcheck why grow_console
 * check-output-contains: ^  not reached from any entry$
 * check-output-contains: ^  would run in noio, scope none, were it followed:$
 * check-output-contains: ^    submit\(\)  why-boundary.c:20  <- enters noio
 * check-output-contains: ^      -> _printk\(\)  why-boundary.c:14  \[boundary messages\]$
 * check-output-contains: ^        -> grow_console\(\)  why-boundary.c:7$
 * check-output-contains: ^    stopped by boundary messages: .
 * check-output-contains: why-boundary.c:9: .*no context is in force here
 * check-output-excludes: runs in
 */
