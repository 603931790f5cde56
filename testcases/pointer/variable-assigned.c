// SPDX-License-Identifier: GPL-2.0-only
/*
 * A variable becomes a copy of one of several tables, and a field of it is set
 * afterwards: a call through it means all of these, and no table that is not
 * assigned to it. In the kernel: lbr_reset of the x86 PMUs.
 */
#include "kernel.h"

struct ops {
	void (*go)(struct bio *bio);
};

static void warn_table(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_other(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_special(struct bio *bio)
{
	bio_endio(bio);
}

static const struct ops table = {
	.go = warn_table,
};

static struct ops other = {
	.go = good_other,
};

static struct ops now;

void init(int special)
{
	now = table;
	if (special)
		now.go = good_special;
}

void probe(struct bio *bio)
{
	other.go(bio);
}

static void submit(struct bio *bio)
{
	now.go(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: a variable holds what is in the tables that are assigned to it
 * check-command: gfpcheck check
 * check-names
 */
