// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void good_constraint(struct bio *bio)
{
	struct address_space *mapping = bio->bi_private;

	bio->bi_next = kmalloc(64, mapping_gfp_constraint(mapping, GFP_NOIO));
}

static void good_mask_bits(struct bio *bio)
{
	struct address_space *mapping = bio->bi_private;

	bio->bi_next = kmalloc(64, mapping_gfp_mask(mapping) &
					   ~(__GFP_IO | __GFP_FS));
}

static const struct block_device_operations good_constraint_ops = {
	.submit_bio = good_constraint,
};
static const struct block_device_operations good_mask_bits_ops = {
	.submit_bio = good_mask_bits,
};

/*
 * check-name: mapping_gfp_mask() restricted to what the path allows
 * check-command: gfpcheck check
 * check-names
 */
