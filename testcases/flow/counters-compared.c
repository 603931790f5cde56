// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct stripe {
	int disks, level, sector, limit;
	unsigned long flags[8];
};

static void *warn_dirtying(struct stripe *sh, int disks)
{
	int rmw = 0, rcw = 0, i;

	if (sh->level == 1 || sh->sector > sh->limit) {
		rcw = 1;
		rmw = 2;
	} else
		for (i = disks; i--;) {
			if (sh->flags[i] & 1) {
				if (sh->flags[i] & 2)
					rmw++;
				else
					rmw += 2 * disks;
			}
			if (sh->flags[i] & 4) {
				if (sh->flags[i] & 2)
					rcw++;
				else
					rcw += 2 * disks;
			}
		}
	if ((rmw < rcw || (rmw == rcw && sh->level == 2)) && rmw > 0)
		for (i = disks; i--;)
			if (sh->flags[i] & 8)
				return kmalloc(64, GFP_KERNEL);
	return NULL;
}

static void submit(struct bio *bio)
{
	struct stripe *sh = bio->bi_private;

	warn_dirtying(sh, sh->disks);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: two counters that grow in a loop are compared after it
 * check-command: gfpcheck check
 * check-names
 */
