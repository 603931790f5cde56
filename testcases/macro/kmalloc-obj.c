// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define __default_gfp(a, b, ...) b
#define default_gfp(...) __default_gfp(, ##__VA_ARGS__, GFP_KERNEL)
#define __alloc_objs(KMALLOC, GFP, TYPE, COUNT) \
	((TYPE *)KMALLOC(sizeof(TYPE) * (COUNT), GFP))
#define kmalloc_obj(VAR_OR_TYPE, ...) \
	__alloc_objs(kmalloc, default_gfp(__VA_ARGS__), typeof(VAR_OR_TYPE), 1)

struct cmd {
	int op;
};

static void warn_default(struct bio *bio)
{
	struct cmd *cmd = kmalloc_obj(*cmd);

	bio->bi_private = cmd;
}

static void good_explicit(struct bio *bio)
{
	struct cmd *cmd = kmalloc_obj(*cmd, GFP_NOIO);

	bio->bi_private = cmd;
}

static const struct block_device_operations warn_default_ops = {
	.submit_bio = warn_default,
};
static const struct block_device_operations good_explicit_ops = {
	.submit_bio = good_explicit,
};

/*
 * check-name: kmalloc_obj() without a mask means GFP_KERNEL
 * check-command: gfpcheck check
 * check-names
 */
