// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_range(struct bio *bio)
{
	switch (bio->bi_opf) {
	case 0 ... 3:
		bio->bi_private = kmalloc(64, GFP_KERNEL);
		break;
	case 4:
		return;
	}
}

static void warn_fallthrough(struct bio *bio)
{
	gfp_t gfp = GFP_NOIO;

	switch (bio->bi_opf) {
	case 1:
		gfp = GFP_KERNEL;
		fallthrough;
	case 2:
		bio->bi_private = kmalloc(64, gfp);
		break;
	default:
		break;
	}
}

static void good_break(struct bio *bio)
{
	gfp_t gfp = GFP_NOIO;

	switch (bio->bi_opf) {
	case 1:
		gfp = GFP_KERNEL;
		break;
	case 2:
		bio->bi_private = kmalloc(64, gfp);
		break;
	}
}

static const struct block_device_operations warn_range_ops = {
	.submit_bio = warn_range,
};
static const struct block_device_operations warn_fallthrough_ops = {
	.submit_bio = warn_fallthrough,
};
static const struct block_device_operations good_break_ops = {
	.submit_bio = good_break,
};

/*
 * check-name: cases, ranges, fallthrough, default
 * check-command: gfpcheck check
 * check-names
 */
