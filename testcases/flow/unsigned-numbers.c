// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers of 64 bits without a sign: LLONG_MAX is ~0ULL >> 1, the largest index
 * is above 0, an error pointer above all others, and the distance of two
 * pointers is a number (__filemap_fdatawait_range(), invalidate_inode_pages2()).
 */
#include "kernel.h"

#define LLONG_MAX ((long long)(~0ULL >> 1))
#define IS_ERR(x) ((unsigned long)(void *)(x) >= (unsigned long)-4095)

static void *warn_up_to_the_end(long long start, long long end)
{
	if (end < start)
		return NULL;
	return kmalloc(64, GFP_KERNEL);
}

static void submit_range(struct bio *bio)
{
	bio->bi_private = warn_up_to_the_end(0, LLONG_MAX);
}

static void *warn_all_pages(unsigned long start, unsigned long end)
{
	if (end < start)
		return NULL;
	return kmalloc(64, GFP_KERNEL);
}

static void submit_pages(struct bio *bio)
{
	bio->bi_private = warn_all_pages(0, -1);
}

static void *good_backwards(unsigned long start, unsigned long end)
{
	if (end < start)
		return NULL;
	return kmalloc(64, GFP_KERNEL);
}

static void submit_backwards(struct bio *bio)
{
	bio->bi_private = good_backwards(-1, 0);
}

static void *warn_no_error(void *p)
{
	if (IS_ERR(p))
		return NULL;
	return kmalloc(64, GFP_KERNEL);
}

static void submit_nothing(struct bio *bio)
{
	bio->bi_private = warn_no_error(NULL);
}

static void *warn_distance(const char *p, const char *end)
{
	if (end - p)
		return NULL;
	return kmalloc(64, GFP_KERNEL);
}

static void submit_distance(struct bio *bio)
{
	bio->bi_private = warn_distance(bio->bi_private, bio->bi_private);
}

static const struct block_device_operations range_ops = {
	.submit_bio = submit_range,
};

static const struct block_device_operations pages_ops = {
	.submit_bio = submit_pages,
};

static const struct block_device_operations backwards_ops = {
	.submit_bio = submit_backwards,
};

static const struct block_device_operations nothing_ops = {
	.submit_bio = submit_nothing,
};

static const struct block_device_operations distance_ops = {
	.submit_bio = submit_distance,
};

/*
 * check-name: numbers without a sign are compared and shifted as such
 * check-command: gfpcheck check
 * check-names
 */
