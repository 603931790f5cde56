// SPDX-License-Identifier: GPL-2.0-only
/*
 * kzalloc() and kcalloc() are inline functions of a header: what they allocate
 * is listed at the line that calls them, whether that is reached or not.
 */
#include "kernel.h"

void *kept;

static void a_submit(struct bio *bio)
{
	bio->bi_private = kzalloc(64, GFP_KERNEL);
	kept = kcalloc(4, 64, GFP_NOIO);
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
 * check-command: gfpcheck why a_submit why-wrapped-allocator.c:19 set_up
 * check-output-contains: :12: kzalloc\(\): asks for 0x[0-9a-f]+ \(direct_reclaim\|io\|fs\), gets .*: wrong
 * check-output-contains: :13: kcalloc\(\): asks for 0x[0-9a-f]+ \(direct_reclaim\), gets .*: fine
 * check-output-contains: allocations at this line
 * check-output-contains: :18: kcalloc\(\): asks for 0x[0-9a-f]+ \(direct_reclaim\|io\); no context is in force here
 * check-output-contains: :19: kzalloc\(\): asks for 0x[0-9a-f]+ \(direct_reclaim\|io\|fs\); no context is in force here
 */
