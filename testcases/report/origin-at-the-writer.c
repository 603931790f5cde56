// SPDX-License-Identifier: GPL-2.0-only
/* file: helper.c */
#include "kernel.h"
void *helper(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp);
}

/* file: driver.c */
#include "kernel.h"
extern void *helper(size_t size, gfp_t gfp);

static void warn_writer(struct bio *bio)
{
	gfp_t gfp = GFP_KERNEL;

	bio->bi_private = helper(64, gfp);
}

static const struct block_device_operations ops = {
	.submit_bio = warn_writer,
};

/*
 * check-name: the mask is reported where it is written, not in the helper
 * check-command: gfpcheck check
 * check-names
 * check-output-contains: ^driver\.c:\d+:(\d+:)? warning: .*
 */
