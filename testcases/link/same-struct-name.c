// SPDX-License-Identifier: GPL-2.0-only
/* file: a.c */
#include "kernel.h"
struct private_ops {
	void (*start)(struct bio *bio);
};

static void good_start(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static const struct private_ops ops = { .start = good_start };
static const struct private_ops *the_ops = &ops;

static void good_submit(struct bio *bio)
{
	the_ops->start(bio);
}

static const struct block_device_operations a_ops = {
	.submit_bio = good_submit,
};

/* file: b.c */
#include "kernel.h"
struct private_ops {
	void (*start)(struct bio *bio);
};

static void good_probe_start(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct private_ops ops = { .start = good_probe_start };

int probe(struct bio *bio)
{
	const struct private_ops *p = &ops;

	p->start(bio);
	return 0;
}

/*
 * check-name: two private structs with one name
 * check-command: gfpcheck check
 * check-names
 */
