// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_report_error(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (!bio->bi_private)
		goto err;
	memalloc_noio_restore(flags);
	return;
err:
	memalloc_noio_restore(flags);
	bio->bi_private = kmalloc(8, GFP_KERNEL);
}

static void good_error_inside(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (!bio->bi_private)
		goto err;
	goto out;
err:
	bio->bi_private = kmalloc(8, GFP_KERNEL);
out:
	memalloc_noio_restore(flags);
}

static const struct block_device_operations warn_report_error_ops = {
	.submit_bio = warn_report_error,
};
static const struct block_device_operations good_error_inside_ops = {
	.submit_bio = good_error_inside,
};

/*
 * check-name: an error path that restores and then allocates
 * check-command: gfpcheck check
 * check-names
 */
