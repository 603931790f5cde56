// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define DEFINE_GETTER(name, gfp)                        \
	static void name(struct bio *bio)               \
	{                                               \
		bio->bi_private = kmalloc(64, gfp);     \
	}

DEFINE_GETTER(get_noio, GFP_NOIO)
DEFINE_GETTER(warn_get_kernel, GFP_KERNEL)

static void good_calls(struct bio *bio)
{
	get_noio(bio);
}

static void calls_kernel(struct bio *bio)
{
	warn_get_kernel(bio);
}

static const struct block_device_operations good_calls_ops = {
	.submit_bio = good_calls,
};
static const struct block_device_operations calls_kernel_ops = {
	.submit_bio = calls_kernel,
};

/*
 * check-name: functions that a macro defines
 * check-command: gfpcheck check
 * check-findings: 1
 * check-exit-value: 1
 */
