// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_still_noio(struct bio *bio)
{
	unsigned int noio = memalloc_noio_save();
	unsigned int nofs = memalloc_nofs_save();

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_nofs_restore(nofs);
	bio->bi_next = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(noio);
}

static void warn_only_nofs_left(struct bio *bio)
{
	unsigned int nofs = memalloc_nofs_save();
	unsigned int noio = memalloc_noio_save();

	submit_bio_noacct(bio);
	memalloc_noio_restore(noio);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_nofs_restore(nofs);
}

static const struct block_device_operations good_still_noio_ops = {
	.submit_bio = good_still_noio,
};
static const struct block_device_operations warn_only_nofs_left_ops = {
	.submit_bio = warn_only_nofs_left,
};

/*
 * check-name: NOFS opened and closed inside NOIO
 * check-command: gfpcheck check
 * check-names
 */
