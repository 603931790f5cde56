// SPDX-License-Identifier: GPL-2.0-only
/* An allocator is looked at where it is called: why says so, and where. */
#include "kernel.h"

static void submit_disk(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static const struct block_device_operations ops = {
	.submit_bio = submit_disk,
};
/*
 * check-name: why: an allocator is not entered
 * check-command: gfpcheck why kmalloc
 * check-output-contains: not entered: allocator
 * check-output-contains: 1 of its 1 calls are in functions that are reached
 * check-output-contains: submit_disk\(\)  why-allocator.c:7
 */
