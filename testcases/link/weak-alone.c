// SPDX-License-Identifier: GPL-2.0-only
/* file: weak.c */
#include "kernel.h"
__weak void warn_prepare(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

/* file: driver.c */
#include "kernel.h"
extern void warn_prepare(struct bio *bio);

static void submit(struct bio *bio)
{
	warn_prepare(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: a weak definition that nothing replaces
 * check-command: gfpcheck check
 * check-names
 */
