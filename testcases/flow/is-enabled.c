// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define CONFIG_FAST 1

static void good_disabled(struct bio *bio)
{
	if (IS_ENABLED(CONFIG_SLOW))
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (IS_ENABLED(CONFIG_SLOW) && bio->bi_next)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	bio->bi_next = IS_ENABLED(CONFIG_FAST) ? NULL : kmalloc(64, GFP_KERNEL);
}

static void warn_enabled(struct bio *bio)
{
	if (IS_ENABLED(CONFIG_FAST))
		bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_disabled_ops = {
	.submit_bio = good_disabled,
};
static const struct block_device_operations warn_enabled_ops = {
	.submit_bio = warn_enabled,
};

/*
 * check-name: a branch that the configuration folds away
 * check-command: gfpcheck check
 * check-names
 */
