// SPDX-License-Identifier: GPL-2.0-only
/* A misspelt function: what was probably meant, and status 2. */
#include "kernel.h"

static void submit_disk(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static const struct block_device_operations ops = {
	.submit_bio = submit_disk,
};
/*
 * check-name: why: an unknown function answers nothing
 * check-command: gfpcheck why submit_dsk
 * check-exit-value: 2
 * check-output-excludes: .
 */
