// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Asked again, a number is still not what it was not. */

static void good_same(struct bio *bio)
{
	unsigned int op = bio->bi_opf & 0xff, noio = 0;

	if (op == 4)
		noio = memalloc_noio_save();
	if (op == 4)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (op == 4)
		memalloc_noio_restore(noio);
}

static void warn_another(struct bio *bio)
{
	unsigned int op = bio->bi_opf & 0xff, noio = 0;

	if (op == 4)
		noio = memalloc_noio_save();
	if (op == 5)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (op == 4)
		memalloc_noio_restore(noio);
}

static void good_unless(struct bio *bio)
{
	unsigned int noio = 0;
	int op = bio->bi_opf;

	if (op != 3)
		noio = memalloc_noio_save();
	if (op != 3)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (op != 3)
		memalloc_noio_restore(noio);
}

static void warn_unless(struct bio *bio)
{
	unsigned int noio = 0;
	int op = bio->bi_opf;

	if (op != 3)
		noio = memalloc_noio_save();
	if (op == 3)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (op != 3)
		memalloc_noio_restore(noio);
}

static void warn_other_numbers(struct bio *bio)
{
	unsigned int noio = 0;
	int op = bio->bi_opf;

	if (op != 3)
		noio = memalloc_noio_save();
	memalloc_noio_restore(noio);
	if (op == 4)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
}

/* Set anew, it may be anything again. */
static void warn_set(struct bio *bio)
{
	unsigned int noio = 0;
	int op = bio->bi_opf;

	if (op == 4)
		noio = memalloc_noio_save();
	op = bio->bi_opf;
	if (op == 4)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(noio);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = good_same },	      { .submit_bio = warn_another },
	{ .submit_bio = good_unless },	      { .submit_bio = warn_unless },
	{ .submit_bio = warn_other_numbers }, { .submit_bio = warn_set },
};

/*
 * check-name: a number compared twice with the same one
 * check-command: gfpcheck check
 * check-names
 */
