// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_nofs_scope(struct bio *bio)
{
	unsigned int flags = memalloc_nofs_save();

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_nofs_restore(flags);
}

static const struct block_device_operations warn_nofs_scope_ops = {
	.submit_bio = warn_nofs_scope,
};

/*
 * check-name: GFP_KERNEL in a NOFS scope may still start I/O
 * check-command: gfpcheck check
 * check-names
 */
