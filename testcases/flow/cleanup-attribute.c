// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_log_end(void **p)
{
	*p = kmalloc(64, GFP_KERNEL);
}

static void calls_cleanup(struct bio *bio)
{
	void *p __cleanup(warn_log_end) = NULL;

	submit_bio_noacct(bio);
}

static void good_free(struct bio *bio)
{
	void *p __free(kfree) = kmalloc(64, GFP_NOIO);

	if (!p)
		return;
	bio->bi_private = no_free_ptr(p);
}

static const struct block_device_operations calls_cleanup_ops = {
	.submit_bio = calls_cleanup,
};
static const struct block_device_operations good_free_ops = {
	.submit_bio = good_free,
};

/*
 * check-name: a cleanup function runs at the end of the block
 * check-command: gfpcheck check
 * check-findings: 1
 * check-exit-value: 1
 */
