// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static int warn_thread(void *data)
{
	struct bio *bio = data;

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	bio_endio(bio);
	return 0;
}

static void warn_submit(struct bio *bio)
{
	kthread_run(warn_thread, bio, "io");
}

static const struct block_device_operations warn_submit_ops = {
	.submit_bio = warn_submit,
};

/*
 * check-name: a thread started on the path, and that forking one allocates
 * check-command: gfpcheck check
 * check-names
 */
