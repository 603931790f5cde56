// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_set(struct bio *bio)
{
	unsigned int orig_flags = current->flags;

	current->flags |= PF_LOCAL_THROTTLE | PF_MEMALLOC_NOIO;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	current->flags = orig_flags;
}

static void warn_put_back(struct bio *bio)
{
	unsigned int orig_flags = current->flags;

	current->flags |= PF_LOCAL_THROTTLE | PF_MEMALLOC_NOIO;
	submit_bio_noacct(bio);
	current->flags = orig_flags;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_other_flag(struct bio *bio)
{
	current->flags |= PF_LOCAL_THROTTLE;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_set_ops = {
	.submit_bio = good_set,
};
static const struct block_device_operations warn_put_back_ops = {
	.submit_bio = warn_put_back,
};
static const struct block_device_operations warn_other_flag_ops = {
	.submit_bio = warn_other_flag,
};

/*
 * check-name: current->flags |= PF_MEMALLOC_NOIO (loop, d0a255e795ab)
 * check-command: gfpcheck check
 * check-names
 */
