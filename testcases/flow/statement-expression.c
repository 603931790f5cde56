// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void warn_inside(struct bio *bio)
{
	bio->bi_private = ({
		void *p = NULL;

		if (bio->bi_next)
			p = kmalloc(64, GFP_KERNEL);
		p;
	});
}

static void good_mask_value(struct bio *bio)
{
	gfp_t gfp = ({
		gfp_t g = GFP_NOIO;
		g;
	});

	bio->bi_private = kmalloc(64, gfp);
}

static void good_returns(struct bio *bio)
{
	(void)({
		if (bio)
			return;
		0;
	});
	bio_endio(bio);
}

static const struct block_device_operations warn_inside_ops = {
	.submit_bio = warn_inside,
};
static const struct block_device_operations good_mask_value_ops = {
	.submit_bio = good_mask_value,
};
static const struct block_device_operations good_returns_ops = {
	.submit_bio = good_returns,
};

/*
 * check-name: calls and control flow inside ({ })
 * check-command: gfpcheck check
 * check-names
 */
