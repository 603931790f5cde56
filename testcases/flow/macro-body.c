// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define GET(bio, gfp)                                   \
	do {                                            \
		(bio)->bi_private = kmalloc(64, gfp);   \
	} while (0)
#define GET_TWICE(bio, gfp)             \
	do {                            \
		GET(bio, gfp);          \
		GET(bio, gfp);          \
	} while (0)

static void warn_macro(struct bio *bio)
{
	GET_TWICE(bio, GFP_KERNEL);
}

static void good_macro(struct bio *bio)
{
	GET_TWICE(bio, GFP_NOIO);
}

static const struct block_device_operations warn_macro_ops = {
	.submit_bio = warn_macro,
};
static const struct block_device_operations good_macro_ops = {
	.submit_bio = good_macro,
};

/*
 * check-name: calls inside do-while(0) and nested macros
 * check-command: gfpcheck check
 * check-names
 */
