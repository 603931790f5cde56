// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* A mask that is stored is reported where it is written. */
static gfp_t noio_gfp = GFP_NOIO;
static gfp_t kept_gfp = GFP_KERNEL;
static gfp_t late_gfp;
extern gfp_t given_gfp;

static void good_kept(struct bio *bio)
{
	bio->bi_private = kmalloc(64, noio_gfp);
}

static void warn_set_late(void)
{
	late_gfp = GFP_KERNEL;
}
void (*at_probe)(void) = warn_set_late;

static void later(struct bio *bio)
{
	bio->bi_private = kmalloc(64, late_gfp);
}

static void good_narrowed(struct bio *bio)
{
	bio->bi_private = kmalloc(64, kept_gfp & ~(__GFP_IO | __GFP_FS));
}

/* Not known: a possible finding. */
static void good_unknown(struct bio *bio)
{
	bio->bi_private = kmalloc(64, given_gfp);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = good_kept },
	{ .submit_bio = good_narrowed },
	{ .submit_bio = good_unknown },
	{ .submit_bio = later },
};

/*
 * check-name: a mask in a variable of the file
 * check-command: gfpcheck check
 * check-names
 */
