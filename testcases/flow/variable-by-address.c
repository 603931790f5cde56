// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct login {
	int (*done)(struct bio *bio, int *len);
};

static int read_len(struct bio *bio, int *len)
{
	*len = bio != NULL;
	return 0;
}

static const struct login login = {
	.done = read_len,
};

static void warn_by_name(struct bio *bio)
{
	int len = 0;

	read_len(bio, &len);
	if (len)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_use(struct bio *bio, int len)
{
	if (!len)
		return;
	bio->bi_private = kmalloc(64, GFP_NOIO);
	bio->bi_private = kmalloc(len, GFP_KERNEL);
}

static void through_a_pointer(struct bio *bio, const struct login *l)
{
	int len;

	len = 0;
	if (l->done(bio, &len))
		return;
	warn_use(bio, len);
}

/* what is written after the call counts */
static void good_written_again(struct bio *bio)
{
	int len = 0;

	read_len(bio, &len);
	len = 0;
	if (len)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
}

/* a call that gets another address changes nothing */
static void good_other_variable(struct bio *bio)
{
	int len = 0, other;

	read_len(bio, &other);
	if (len)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void pointer_entry(struct bio *bio)
{
	through_a_pointer(bio, &login);
}

static const struct block_device_operations warn_by_name_ops = {
	.submit_bio = warn_by_name,
};
static const struct block_device_operations pointer_ops = {
	.submit_bio = pointer_entry,
};
static const struct block_device_operations good_again_ops = {
	.submit_bio = good_written_again,
};
static const struct block_device_operations good_other_ops = {
	.submit_bio = good_other_variable,
};

/*
 * check-name: a variable whose address a call got may hold anything after it
 * check-command: gfpcheck check
 * check-names
 */
