// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * iov_iter_get_pages2() and iov_iter_get_pages_alloc2() share one function: it
 * allocates only if the variable of the caller that it got the address of is
 * NULL (lib/iov_iter.c).
 */

static int good_want_array(void **res)
{
	if (!*res)
		*res = kmalloc(64, GFP_KERNEL);
	return *res != NULL;
}

static int good_get(struct bio *bio, void *pages)
{
	if (!pages)
		return -EINVAL;
	return good_want_array(&pages);
}

static int warn_want_array(void **res)
{
	if (!*res)
		*res = kmalloc(64, GFP_KERNEL);
	return *res != NULL;
}

static int get_alloc(struct bio *bio)
{
	void *pages = NULL;

	return warn_want_array(&pages);
}

extern void lose(void **res);

/* what it was when it came in it need not be any more */
static int warn_lost(void **res)
{
	lose(res);
	if (!*res)
		*res = kmalloc(64, GFP_KERNEL);
	return *res != NULL;
}

static int get_lost(struct bio *bio, void *pages)
{
	return pages ? warn_lost(&pages) : 0;
}

static void warn_emptied(void **res)
{
	*res = NULL;
	if (!*res)
		kmalloc(64, GFP_KERNEL);
}

static void get_emptied(struct bio *bio, void *pages)
{
	if (pages)
		warn_emptied(&pages);
}

static void first(struct bio *bio)
{
	good_get(bio, bio->bi_private);
	get_alloc(bio);
}

static void second(struct bio *bio)
{
	get_lost(bio, bio->bi_private);
}

static void third(struct bio *bio)
{
	get_emptied(bio, bio->bi_private);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = first },
	{ .submit_bio = second },
	{ .submit_bio = third },
};

/*
 * check-name: what is known of a variable follows its address
 * check-command: gfpcheck check
 * check-names
 */
