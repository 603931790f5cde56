// SPDX-License-Identifier: GPL-2.0-only
/*
 * A header's inline function calls an allocator that takes no mask: each of its
 * callers is a place to mend. In the kernel: mempool_create_slab_pool().
 */
/* file: pool.h */
void *vmalloc(unsigned long size);

static inline void *pool_of(unsigned long n)
{
	return vmalloc(n);
}

static inline void *two_pools(unsigned long n)
{
	return pool_of(n + n);
}

/* file: drivers/block/first.c */
#include "kernel.h"
#include "pool.h"

static void warn_first(struct bio *bio)
{
	bio->bi_private = two_pools(4);
}

static const struct block_device_operations first_ops = {
	.submit_bio = warn_first,
};

/* file: drivers/block/second.c */
#include "kernel.h"
#include "pool.h"

static void warn_second(struct bio *bio)
{
	bio->bi_private = pool_of(4);
}

static const struct block_device_operations second_ops = {
	.submit_bio = warn_second,
};

/*
 * check-name: a mask that is implied in a header is its callers'
 * check-command: gfpcheck check
 * check-modules
 * check-names
 * check-findings: 2
 */
