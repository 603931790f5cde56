// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

DEFINE_LOCK_GUARD_0(memalloc_noio, _T->flags = memalloc_noio_save(),
		    memalloc_noio_restore(_T->flags), unsigned int flags)

static void good_statement(struct bio *bio)
{
	scoped_guard(memalloc_noio) {
		bio->bi_private = kmalloc(64, GFP_KERNEL);
	}
}

static void warn_next_statement(struct bio *bio)
{
	scoped_guard(memalloc_noio) {
		submit_bio_noacct(bio);
	}
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations good_statement_ops = {
	.submit_bio = good_statement,
};
static const struct block_device_operations warn_next_statement_ops = {
	.submit_bio = warn_next_statement,
};

/*
 * check-name: scoped_guard() covers its statement only
 * check-command: gfpcheck check
 * check-names
 */
