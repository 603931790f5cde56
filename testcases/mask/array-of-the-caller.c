// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * __bio_iov_iter_get_pages() and skb_splice_from_iter() pass the address of a
 * pointer to an array of their own, the latter in a loop: want_pages_array()
 * makes one only for a caller that has none (block/bio.c, net/core/skbuff.c,
 * lib/iov_iter.c). The address of a variable is never NULL, nor is a pointer
 * into an array, and what the callee did not write is what it was.
 */

struct pages {
	struct page *v[8];
	int n;
};

extern int more(struct bio *bio);

static int good_want_array(struct page ***res)
{
	if (!*res)
		*res = kmalloc(64, GFP_KERNEL);
	return *res != NULL;
}

static int good_extract(struct page ***res, int max)
{
	return max ? good_want_array(res) : 0;
}

static void good_local_array(struct bio *bio)
{
	struct page *pages[8], **p = pages;

	while (more(bio))
		if (!good_extract(&p, 8))
			break;
}

static void good_moved_up(struct bio *bio)
{
	struct pages *all = bio->bi_private;
	struct page **p = &all->v[all->n];

	p += 8 - all->n;
	good_extract(&p, 8);
}

static int warn_want_array(struct page ***res)
{
	if (!*res)
		*res = kmalloc(64, GFP_KERNEL);
	return *res != NULL;
}

static void take(struct page ***res)
{
	*res = NULL;
}

/* two calls deep: whoever wrote it, it is another */
static int taken(struct page ***res)
{
	take(res);
	return 1;
}

static void second_time(struct bio *bio)
{
	struct page *pages[8], **p = pages;

	while (more(bio)) {
		warn_want_array(&p);
		taken(&p);
	}
}

static int warn_none(struct page ***res)
{
	if (!*res)
		*res = kmalloc(64, GFP_KERNEL);
	return *res != NULL;
}

static void not_an_address(struct bio *bio)
{
	struct page **p = bio->bi_private;

	warn_none(&p);
}

static void first(struct bio *bio)
{
	good_local_array(bio);
	good_moved_up(bio);
}


static const struct block_device_operations ops[] = {
	{ .submit_bio = first },
	{ .submit_bio = second_time },
	{ .submit_bio = not_an_address },
};

/*
 * check-name: a variable is after a call what it was unless the call wrote it
 * check-command: gfpcheck check
 * check-names
 */
