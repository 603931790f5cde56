// SPDX-License-Identifier: GPL-2.0-only
/* file: printk.c */
#include "kernel.h"
int _printk(const char *fmt, ...)
{
	void *record = kmalloc(64, GFP_KERNEL);

	kfree(record);
	return 0;
}

/* file: driver.c */
#include "kernel.h"
static void good_submit(struct bio *bio)
{
	pr_err("sector %llu\n", bio->bi_sector);
	bio_endio(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: what printk() does below is not the I/O path
 * check-command: gfpcheck check
 * check-names
 */
