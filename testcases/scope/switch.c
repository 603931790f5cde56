// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_default_case(struct bio *bio)
{
	unsigned int flags = 0;

	switch (bio->bi_opf) {
	case 1:
		flags = memalloc_noio_save();
		break;
	default:
		break;
	}
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
}

static void good_every_case(struct bio *bio)
{
	unsigned int flags;

	switch (bio->bi_opf) {
	case 1:
		flags = memalloc_noio_save();
		break;
	default:
		flags = memalloc_noio_save();
	}
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
}

static const struct block_device_operations warn_default_case_ops = {
	.submit_bio = warn_default_case,
};
static const struct block_device_operations good_every_case_ops = {
	.submit_bio = good_every_case,
};

/*
 * check-name: a save under one case of a switch
 * check-command: gfpcheck check
 * check-names
 */
