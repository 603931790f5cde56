// SPDX-License-Identifier: GPL-2.0-only
/* Which of two members is called is chosen in the call. */
#include "kernel.h"

struct dev {
	void (*own)(struct bio *bio);
	void (*usual)(struct bio *bio);
	void (*last)(struct bio *bio);
	void (*never)(struct bio *bio);
};

static void warn_own(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_usual(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_last(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_never(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static struct dev dev = { .usual = warn_usual, .never = good_never };

void set(void)
{
	dev.own = warn_own;
	dev.last = warn_last;
}

static void a_submit(struct bio *bio)
{
	(bio->bi_opf ? dev.own : dev.usual)(bio);
}

static void b_submit(struct bio *bio)
{
	(dev.last ?: dev.usual)(bio);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = a_submit },
	{ .submit_bio = b_submit },
};

/*
 * check-name: a call chooses between two members
 * check-command: gfpcheck check
 * check-output-contains: warn_own
 * check-output-contains: warn_usual
 * check-output-contains: warn_last
 * check-output-excludes: good_never
 * check-exit-value: 1
 */
