// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* A mask of which only is known what it is not may be a bad one: a possible
 * finding, and not none. */

extern unsigned int ask(void);

static void warn_asked(struct bio *bio)
{
	unsigned int mask = ask();

	if (mask == 7)
		return;
	bio->bi_private = kmalloc(64, mask);
}

static noinline void *warn_passed(gfp_t gfp)
{
	return kmalloc(64, gfp);
}

static void pass(struct bio *bio)
{
	unsigned int mask = ask();

	if (mask != 7)
		bio->bi_private = warn_passed(mask);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = warn_asked },
	{ .submit_bio = pass },
};

/*
 * check-name: what is only known not to be a number is no mask that is known
 * check-command: gfpcheck check --confidence possible
 * check-names
 */
