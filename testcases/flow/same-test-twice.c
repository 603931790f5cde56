// SPDX-License-Identifier: GPL-2.0-only
/*
 * What does not change is tested twice: a flag of a number, a bool that keeps
 * the result of a comparison, and an error that a helper passes on.
 */
#include "kernel.h"

static void good_flag(struct bio *bio, unsigned int how)
{
	unsigned int flags = 0;

	if (how & 4)
		flags = memalloc_noio_save();
	if (how & 4)
		bio->bi_private = kmalloc(8, GFP_KERNEL);
	if (how & 4)
		memalloc_noio_restore(flags);
}

static void warn_other_flag(struct bio *bio, unsigned int how)
{
	unsigned int flags = 0;

	if (how & 4)
		flags = memalloc_noio_save();
	if (how & 2)
		bio->bi_private = kmalloc(8, GFP_KERNEL);
	if (how & 4)
		memalloc_noio_restore(flags);
}

static void good_not(struct bio *bio, int how)
{
	unsigned int flags = 0;

	if (!how)
		flags = memalloc_noio_save();
	if (!how)
		bio->bi_private = kmalloc(8, GFP_KERNEL);
	if (!how)
		memalloc_noio_restore(flags);
}

static void good_bool(struct bio *bio)
{
	unsigned int flags = 0;
	bool swap = bio->bi_opf & 1;

	if (swap)
		flags = memalloc_noio_save();
	if (swap)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (swap)
		memalloc_noio_restore(flags);
}

static void warn_not_bool(struct bio *bio)
{
	unsigned int flags = 0;
	bool swap = bio->bi_opf == 1;

	if (swap)
		flags = memalloc_noio_save();
	if (!swap)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	if (swap)
		memalloc_noio_restore(flags);
}

static int enter(struct bio *bio, unsigned int *flags)
{
	int err = submit_bio_wait(bio);

	if (err)
		return err;
	*flags = memalloc_noio_save();
	return 0;
}

static void good_entered(struct bio *bio)
{
	unsigned int flags;

	if (enter(bio, &flags))
		return;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
}

static void warn_not_entered(struct bio *bio)
{
	unsigned int flags;

	if (enter(bio, &flags)) {
		bio->bi_private = kmalloc(64, GFP_KERNEL);
		return;
	}
	memalloc_noio_restore(flags);
}

static void a_submit(struct bio *bio)
{
	good_flag(bio, bio->bi_opf);
}

static void b_submit(struct bio *bio)
{
	warn_other_flag(bio, bio->bi_opf);
}

static void c_submit(struct bio *bio)
{
	good_not(bio, (int)bio->bi_opf);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = a_submit },
	{ .submit_bio = b_submit },
	{ .submit_bio = c_submit },
	{ .submit_bio = good_bool },
	{ .submit_bio = warn_not_bool },
	{ .submit_bio = good_entered },
	{ .submit_bio = warn_not_entered },
};

/*
 * check-name: the same test twice has the same outcome
 * check-command: gfpcheck check
 * check-names
 */
