// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

extern struct kmem_cache *cache;

static void warn_cache(struct bio *bio)
{
	bio->bi_private = kmem_cache_alloc(cache, GFP_KERNEL);
}

static void warn_page(struct bio *bio)
{
	bio->bi_private = alloc_page(GFP_KERNEL | __GFP_HIGHMEM);
}

static void warn_pages(struct bio *bio)
{
	bio->bi_private = (void *)__get_free_pages(GFP_KERNEL, 2);
}

static void warn_vmalloc(struct bio *bio)
{
	bio->bi_private = __vmalloc(PAGE_SIZE, GFP_KERNEL);
}

static void warn_large(struct bio *bio)
{
	bio->bi_private = kmalloc(PAGE_SIZE * 4, GFP_KERNEL);
}

static void warn_variable(struct bio *bio)
{
	bio->bi_private = kcalloc(bio->bi_opf, 8, GFP_KERNEL);
}

static void good_all(struct bio *bio)
{
	bio->bi_private = kmem_cache_zalloc(cache, GFP_NOIO);
	bio->bi_private = alloc_page(GFP_NOIO);
	bio->bi_private = (void *)__get_free_page(GFP_NOIO);
	bio->bi_private = __vmalloc(PAGE_SIZE, GFP_NOIO);
	bio->bi_private = kcalloc(bio->bi_opf, 8, GFP_NOIO);
}

static const struct block_device_operations warn_cache_ops = {
	.submit_bio = warn_cache,
};
static const struct block_device_operations warn_page_ops = {
	.submit_bio = warn_page,
};
static const struct block_device_operations warn_pages_ops = {
	.submit_bio = warn_pages,
};
static const struct block_device_operations warn_vmalloc_ops = {
	.submit_bio = warn_vmalloc,
};
static const struct block_device_operations warn_large_ops = {
	.submit_bio = warn_large,
};
static const struct block_device_operations warn_variable_ops = {
	.submit_bio = warn_variable,
};
static const struct block_device_operations good_all_ops = {
	.submit_bio = good_all,
};

/*
 * check-name: slab, page and vmalloc primitives
 * check-command: gfpcheck check
 * check-names
 */
