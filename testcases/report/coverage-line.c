// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_submit(struct bio *bio)
{
	bio_endio(bio);
}

static const struct block_device_operations good_submit_ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: a clean report ends with its coverage
 * check-command: gfpcheck check
 * check-names
 * check-output-contains: [0-9]+ units?
 * check-output-excludes: nothing here is on an I/O path
 */
