// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void read_block(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	submit_bio_noacct(bio);
	memalloc_noio_restore(flags);
}

static void good_caller_scope(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	read_block(bio);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
}

static void warn_callee_scope_is_over(struct bio *bio)
{
	read_block(bio);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_caller_scope_ops = {
	.submit_bio = good_caller_scope,
};
static const struct block_device_operations warn_callee_scope_is_over_ops = {
	.submit_bio = warn_callee_scope_is_over,
};

/*
 * check-name: a callee's own save and restore keep the caller's scope
 * check-command: gfpcheck check
 * check-names
 */
