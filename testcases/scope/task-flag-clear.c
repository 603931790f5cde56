// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_cleared(struct bio *bio)
{
	current->flags |= PF_MEMALLOC_NOIO;
	submit_bio_noacct(bio);
	current->flags &= ~PF_MEMALLOC_NOIO;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_other_cleared(struct bio *bio)
{
	current->flags |= PF_MEMALLOC_NOIO | PF_LOCAL_THROTTLE;
	current->flags &= ~PF_LOCAL_THROTTLE;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	current->flags &= ~PF_MEMALLOC_NOIO;
}

static const struct block_device_operations warn_cleared_ops = {
	.submit_bio = warn_cleared,
};
static const struct block_device_operations good_other_cleared_ops = {
	.submit_bio = good_other_cleared,
};

/*
 * check-name: current->flags &= ~PF_MEMALLOC_NOIO ends a scope
 * check-command: gfpcheck check
 * check-names
 */
