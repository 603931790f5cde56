// SPDX-License-Identifier: GPL-2.0-only
/* file: panic.c */
#include "kernel.h"
void panic(const char *fmt, ...)
{
	void *log = kmalloc(64, GFP_KERNEL);

	kfree(log);
	for (;;)
		;
}

/* file: driver.c */
#include "kernel.h"
static void good_submit(struct bio *bio)
{
	if (!bio->bi_bdev)
		panic("no device");
	bio_endio(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: panic() ends the machine
 * check-command: gfpcheck check
 * check-names
 */
