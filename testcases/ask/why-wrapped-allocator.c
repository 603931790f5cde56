// SPDX-License-Identifier: GPL-2.0-only
/*
 * kzalloc() and kcalloc() are inline functions of a header: what they allocate
 * is listed at the line that calls them, whether that is reached or not; so is
 * what a helper allocates with the mask that it is given.
 */
#include "kernel.h"

void *kept;

static void *helper(gfp_t gfp)
{
	kept = kmalloc(32, GFP_NOIO);
	return kmalloc(64, gfp);
}

static void a_submit(struct bio *bio)
{
	bio->bi_private = kzalloc(64, GFP_KERNEL);
	kept = kcalloc(4, 64, GFP_NOIO);
	kept = helper(GFP_KERNEL);
}

void set_up(void)
{
	kept = kcalloc(4, 64, GFP_NOFS);
	kept = kzalloc(64, GFP_KERNEL);
}

static const struct block_device_operations a_ops = {
	.submit_bio = a_submit,
};

/*
 * check-name: why: what a header's allocator asks for is said where it is called
 * check-command: gfpcheck why a_submit why-wrapped-allocator.c:27 set_up
 * check-output-contains: :19: kzalloc\(\): asks for 0x[0-9a-f]+ \(direct_reclaim\|io\|fs\), gets .*: wrong
 * check-output-contains: :20: kcalloc\(\): asks for 0x[0-9a-f]+ \(direct_reclaim\), gets .*: fine
 * check-output-contains: :21: helper\(\): asks for 0x[0-9a-f]+ \(direct_reclaim\|io\|fs\), gets .*: wrong
 * check-output-excludes: :21: helper\(\): .*: fine
 * check-output-contains: allocations at this line
 * check-output-contains: :26: kcalloc\(\): asks for 0x[0-9a-f]+ \(direct_reclaim\|io\); no context is in force here
 * check-output-contains: :27: kzalloc\(\): asks for 0x[0-9a-f]+ \(direct_reclaim\|io\|fs\); no context is in force here
 */
