// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Shared code that is given a mask does what the mask says. */
static void good_none(struct bio *bio)
{
	struct address_space *m = bio->bi_private;

	m->a_ops->releasepage(0, 0);
}

static void good_noio(struct bio *bio)
{
	struct address_space *m = bio->bi_private;

	m->a_ops->releasepage(0, GFP_NOIO);
}

static void warn_kernel(struct bio *bio)
{
	struct address_space *m = bio->bi_private;

	m->a_ops->releasepage(0, GFP_KERNEL);
}

static void warn_no_mask(struct bio *bio)
{
	struct address_space *m = bio->bi_private;

	m->a_ops->writepage(0, 0);
}

static int release(struct page *page, gfp_t mask)
{
	return 0;
}

static const struct address_space_operations aops = {
	.releasepage = release,
};

static const struct block_device_operations ops[] = {
	{ .submit_bio = good_none },
	{ .submit_bio = good_noio },
	{ .submit_bio = warn_kernel },
	{ .submit_bio = warn_no_mask },
};

/*
 * check-name: a door that takes a mask
 * check-command: gfpcheck check
 * check-names
 */
