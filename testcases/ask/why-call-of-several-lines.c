// SPDX-License-Identifier: GPL-2.0-only
/* The line of a mask is not always that of its call. */
#include "kernel.h"

static void a_submit(struct bio *bio)
{
	bio->bi_private = kmalloc(sizeof(*bio) + sizeof(void *) *
				  bio->bi_opf,
				  GFP_KERNEL);
	bio->bi_next = kmalloc(64, GFP_NOIO);
}

static const struct block_device_operations a_ops = {
	.submit_bio = a_submit,
};

/*
 * check-name: why: the second line of a call
 * check-command: gfpcheck why why-call-of-several-lines.c:9
 * check-output-contains: allocations in the call at line 7:
 * check-output-contains: :7: kmalloc\(\): .*: wrong
 * check-output-excludes: :10: kmalloc
 */
