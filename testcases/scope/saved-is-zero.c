// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_no_save(struct bio *bio)
{
	unsigned int flags = 0;

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
}

static const struct block_device_operations warn_no_save_ops = {
	.submit_bio = warn_no_save,
};

/*
 * check-name: a save replaced by 0 opens nothing (corpus: memalloc_noio_save() -> 0)
 * check-command: gfpcheck check
 * check-names
 */
