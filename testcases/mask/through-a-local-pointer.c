// SPDX-License-Identifier: GPL-2.0-only
/* `p = &v`: what is stored through p changes v, and what is read there is v. */
#include "kernel.h"

static void warn_raised(struct bio *bio)
{
	gfp_t gfp = GFP_NOIO, *p = &gfp;

	*p |= __GFP_IO;
	bio->bi_private = kmalloc(8, gfp);
}

static void good_lowered(struct bio *bio)
{
	gfp_t gfp = GFP_KERNEL, *p = &gfp;

	*p &= ~(__GFP_IO | __GFP_FS);
	bio->bi_private = kmalloc(8, gfp);
}

static void warn_number(struct bio *bio)
{
	int n = 0, *p = &n;

	*p = 1;
	if (n)
		bio->bi_private = kmalloc(8, GFP_KERNEL);
}

static inline void good_release(void **p)
{
	if (*p)
		kfree(kmalloc(8, GFP_KERNEL));
}

static void *good_move(void *x)
{
	void *p __cleanup(good_release) = x;

	return_ptr(p);
}

static void good_moved(struct bio *bio)
{
	bio->bi_next = good_move(bio->bi_private);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = warn_raised },
	{ .submit_bio = good_lowered },
	{ .submit_bio = warn_number },
	{ .submit_bio = good_moved },
};

/*
 * check-name: a variable is changed through a pointer to it
 * check-command: gfpcheck check
 * check-names
 */
