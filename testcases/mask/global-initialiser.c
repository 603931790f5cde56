// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static gfp_t kernel_gfp = GFP_KERNEL;

static void start(struct bio *bio)
{
	bio->bi_private = kmalloc(64, kernel_gfp);
}

static const struct block_device_operations ops = { .submit_bio = start };

/*
 * check-name: a mask in the initialiser of a variable is reported there
 * check-command: gfpcheck check
 * check-exit-value: 1
 * check-output-contains: ^global-initialiser.c:4:1: warning: .static data.*0xcc0
 * check-output-contains: start..  global-initialiser.c:8  <- enters noio
 */
