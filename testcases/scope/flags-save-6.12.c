// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static inline unsigned int noio_save(void)
{
	return memalloc_flags_save(PF_MEMALLOC_NOIO);
}

static void good_inside(struct bio *bio)
{
	unsigned int flags = noio_save();

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_flags_restore(flags);
}

static void warn_after(struct bio *bio)
{
	unsigned int flags = noio_save();

	memalloc_flags_restore(flags);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_inside_ops = {
	.submit_bio = good_inside,
};
static const struct block_device_operations warn_after_ops = {
	.submit_bio = warn_after,
};

/*
 * check-name: memalloc_flags_save() of newer kernels
 * check-command: gfpcheck check
 * check-names
 */
