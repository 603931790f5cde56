// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static bool warn_have_room(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	return bio->bi_private;
}

static wait_queue_head_t wq;

static void waits(struct bio *bio)
{
	wait_event(wq, warn_have_room(bio));
	bio->bi_next = kmalloc(64, GFP_NOIO);
}

static const struct block_device_operations waits_ops = {
	.submit_bio = waits,
};

/*
 * check-name: calls in the condition of wait_event()
 * check-command: gfpcheck check
 * check-names
 */
