// SPDX-License-Identifier: GPL-2.0-only
/* file: mm.h */
static inline void memalloc_nofs_restore(unsigned int flags)
{
	memalloc_flags_restore(flags);
}

/* file: main.c */
#define memalloc_nofs_restore old_memalloc_nofs_restore
#include "kernel.h"
#undef memalloc_nofs_restore
#include "mm.h"

/*
 * A transaction keeps what memalloc_nofs_save() returned. Whatever that was, its
 * end takes away no other scope, in the form of 6.10 and later as well.
 */

struct transaction {
	unsigned int saved;
};

static void good_inside(struct bio *bio)
{
	struct transaction *t = bio->bi_private;
	unsigned int noreclaim = memalloc_noreclaim_save();

	memalloc_nofs_restore(t->saved);
	kmalloc(64, GFP_KERNEL);
	memalloc_noreclaim_restore(noreclaim);
}

static void warn_after(struct bio *bio)
{
	struct transaction *t = bio->bi_private;

	memalloc_nofs_restore(t->saved);
	kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = good_inside },
	{ .submit_bio = warn_after },
};

/*
 * check-name: restoring a value that was lost from sight ends that scope alone
 * check-command: gfpcheck check
 * check-names
 */
