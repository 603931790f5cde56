// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* mempool_create() as mm/mempool.c has it. */

static void mempool_init_node(mempool_t *pool, mempool_alloc_t *alloc_fn,
			      void *pool_data)
{
	pool->pool_data = pool_data;
	pool->alloc = alloc_fn;
}

mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc_fn,
			  mempool_free_t *free_fn, void *pool_data)
{
	mempool_t *pool = kzalloc(sizeof(*pool), GFP_KERNEL);

	mempool_init_node(pool, alloc_fn, pool_data);
	return pool;
}

struct disk {
	mempool_t *pool, *other;
};

static void *warn_ignores(gfp_t gfp_mask, void *pool_data)
{
	return kmalloc(64, GFP_KERNEL);
}

static void *good_heeds(gfp_t gfp_mask, void *pool_data)
{
	return kmalloc(64, gfp_mask);
}

void probe(struct disk *d)
{
	d->pool = mempool_create(4, warn_ignores, NULL, NULL);
	d->other = mempool_create(4, good_heeds, NULL, NULL);
}

static void submit(struct bio *bio)
{
	struct disk *d = bio->bi_private;

	bio->bi_private = mempool_alloc(d->pool, GFP_NOIO);
	bio->bi_private = mempool_alloc(d->other, GFP_NOIO);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/*
 * check-name: a pool that is made on its own calls the module's allocator
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
