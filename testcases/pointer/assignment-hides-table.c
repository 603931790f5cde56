// SPDX-License-Identifier: GPL-2.0-only
/*
 * A slot that tables fill, and that somebody also assigns to through a pointer:
 * where it is not known whose table is called, all of them are meant. In the
 * kernel: bind of the address families, lbr_reset of the x86 PMUs.
 */
#include "kernel.h"

struct ops {
	void (*go)(struct bio *bio);
};

struct dev {
	const struct ops *ops;
};

static void warn_table(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_default(struct bio *bio)
{
	bio_endio(bio);
}

static const struct ops table = {
	.go = warn_table,
};

static struct dev dev;

void fill(struct ops *own)
{
	own->go = good_default;
}

void probe(void)
{
	dev.ops = &table;
}

static void submit(struct bio *bio)
{
	dev.ops->go(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: an assignment to a field does not hide the tables
 * check-command: gfpcheck check
 * check-names
 * check-known-to-fail: a call whose object is not known takes what has no owner
 */
