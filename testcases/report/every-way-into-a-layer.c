// SPDX-License-Identifier: GPL-2.0-only
/* file: lib/table.c */
#include "kernel.h"
static void *table_fill(size_t n)
{
	return kmalloc(n, GFP_KERNEL);
}

void *table_make(size_t n);
void *table_make(size_t n)
{
	return table_fill(n + 1);
}

/* file: drivers/block/one.c */
#include "kernel.h"
void *table_make(size_t n);

static void warn_one(struct bio *bio)
{
	bio->bi_private = table_make(1);
}

static const struct block_device_operations one_ops = {
	.submit_bio = warn_one,
};

/* file: drivers/block/two.c */
#include "kernel.h"
void *table_make(size_t n);

static void warn_two(struct bio *bio)
{
	bio->bi_private = table_make(2);
}

static void two_submit(struct bio *bio)
{
	warn_two(bio);
}

static void good_two(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	bio->bi_private = table_make(3);
	memalloc_noio_restore(flags);
}

static const struct block_device_operations two_ops = {
	.submit_bio = two_submit,
};

static const struct block_device_operations good_ops = {
	.submit_bio = good_two,
};

/*
 * check-name: whoever enters shared code without a scope is found, not only the first
 * check-command: gfpcheck check
 * check-modules
 * check-names
 * check-findings: 2
 */
