// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_end_io(struct bio *bio)
{
	bio->bi_next = kmalloc(64, GFP_KERNEL);
}

int readahead(struct bio *bio)
{
	bio->bi_end_io = good_end_io;
	submit_bio(bio);
	return 0;
}

static void good_submit(struct bio *bio)
{
	bio->bi_status = BLK_STS_OK;
	if (bio->bi_end_io)
		bio->bi_end_io(bio);
}

static const struct block_device_operations good_submit_ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: another driver's completion is not this path's
 * check-command: gfpcheck check
 * check-names
 */
