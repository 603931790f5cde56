// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static int use(void *p)
{
	return p != NULL;
}

static void warn_argument(struct bio *bio)
{
	use(kmalloc(64, GFP_KERNEL));
}

static void warn_initialiser(struct bio *bio)
{
	void *v[] = { NULL, kmalloc(64, GFP_KERNEL) };

	bio->bi_private = v[0];
}

static void warn_index(struct bio *bio)
{
	static int table[2];

	bio->bi_sector = table[use(kmalloc(64, GFP_KERNEL))];
}

static void warn_comma(struct bio *bio)
{
	bio->bi_private = (submit_bio_noacct(bio), kmalloc(64, GFP_KERNEL));
}

static void *get(void)
{
	return kmalloc(64, GFP_NOIO);
}

static void good_return_value(struct bio *bio)
{
	bio->bi_private = get();
}

static const struct block_device_operations warn_argument_ops = {
	.submit_bio = warn_argument,
};
static const struct block_device_operations warn_initialiser_ops = {
	.submit_bio = warn_initialiser,
};
static const struct block_device_operations warn_index_ops = {
	.submit_bio = warn_index,
};
static const struct block_device_operations warn_comma_ops = {
	.submit_bio = warn_comma,
};
static const struct block_device_operations good_return_value_ops = {
	.submit_bio = good_return_value,
};

/*
 * check-name: calls in arguments, initialisers, indices and comma
 * check-command: gfpcheck check
 * check-names
 */
