// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

void *warn_real(size_t size)
{
	return kmalloc(size, GFP_KERNEL);
}

void *get(size_t size) __alias(warn_real);

static void submit(struct bio *bio)
{
	bio->bi_private = get(64);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a call of an alias calls the function behind it
 * check-command: gfpcheck check
 * check-names
 */
