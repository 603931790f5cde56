// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_context(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();
	gfp_t gfp = current_gfp_context(GFP_KERNEL);

	bio->bi_private = kmalloc(64, gfp);
	memalloc_noio_restore(flags);
}

static void warn_no_scope(struct bio *bio)
{
	bio->bi_private = kmalloc(64, current_gfp_context(GFP_KERNEL));
}

static const struct block_device_operations good_context_ops = {
	.submit_bio = good_context,
};
static const struct block_device_operations warn_no_scope_ops = {
	.submit_bio = warn_no_scope,
};

/*
 * check-name: current_gfp_context() applies the scope in force
 * check-command: gfpcheck check
 * check-names
 */
