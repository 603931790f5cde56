// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_other_branch(struct bio *bio)
{
	unsigned int flags = 0;

	if (bio->bi_opf)
		flags = memalloc_noio_save();
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (bio->bi_opf)
		memalloc_noio_restore(flags);
}

static void good_both_branches(struct bio *bio)
{
	unsigned int flags;

	if (bio->bi_opf)
		flags = memalloc_noio_save();
	else
		flags = memalloc_noio_save();
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
}

static void good_this_branch(struct bio *bio)
{
	if (bio->bi_opf) {
		unsigned int flags = memalloc_noio_save();

		bio->bi_private = kmalloc(64, GFP_KERNEL);
		memalloc_noio_restore(flags);
	}
}

static const struct block_device_operations warn_other_branch_ops = {
	.submit_bio = warn_other_branch,
};
static const struct block_device_operations good_both_branches_ops = {
	.submit_bio = good_both_branches,
};
static const struct block_device_operations good_this_branch_ops = {
	.submit_bio = good_this_branch,
};

/*
 * check-name: a scope opened on one branch is open only there
 * check-command: gfpcheck check
 * check-names
 */
