// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static __always_inline bool arch_static_branch(void)
{
	__asm__ goto("1: nop" : : : : l_yes);
	return false;
l_yes:
	return true;
}

static void warn_branch(struct bio *bio)
{
	if (arch_static_branch())
		bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_fallthrough_way(struct bio *bio)
{
	__asm__ goto("1: nop" : : : : out);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
out:
	bio_endio(bio);
}

static const struct block_device_operations warn_branch_ops = {
	.submit_bio = warn_branch,
};
static const struct block_device_operations warn_fallthrough_way_ops = {
	.submit_bio = warn_fallthrough_way,
};

/*
 * check-name: both ways out of asm goto are taken
 * check-command: gfpcheck check
 * check-names
 */
