// SPDX-License-Identifier: GPL-2.0-only
/* The same context in a second scope: where it begins is said in one line, and
 * what comes after it is of the same function. */
#include "kernel.h"

static void get_buffer(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static void begin_in_scope(struct bio *bio)
{
	unsigned int flags = memalloc_noio_save();

	get_buffer(bio);
	memalloc_noio_restore(flags);
}

static void a_submit(struct bio *bio)
{
	begin_in_scope(bio);
}

static void b_submit(struct bio *bio)
{
	get_buffer(bio);
}

static const struct block_device_operations a_ops = {
	.submit_bio = a_submit,
};

static const struct block_device_operations b_ops = {
	.submit_bio = b_submit,
};
/*
 * check-name: why: the same context in a second scope
 * check-command: gfpcheck why get_buffer
 * check-output-contains: runs in noio, scope none:
 * check-output-contains: scope noio: as well, 3 steps from a_submit
 * check-output-contains: allocations in this function
 */
