// SPDX-License-Identifier: GPL-2.0-only
/* file: weak.c */
#include "kernel.h"
__weak void arch_prepare(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

/* file: strong.c */
#include "kernel.h"
void arch_prepare(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

/* file: driver.c */
#include "kernel.h"
extern void arch_prepare(struct bio *bio);

static void good_submit(struct bio *bio)
{
	arch_prepare(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: a strong definition takes the place of a weak one
 * check-command: gfpcheck check
 * check-names
 */
