// SPDX-License-Identifier: GPL-2.0-only
/*
 * Another RAID level runs an array while it is suspended: without the
 * scope of level_store() in drivers/md/md.c, what it allocates waits for the
 * array.
 */
#include "kernel.h"

void mddev_suspend(struct mddev *mddev);
void mddev_resume(struct mddev *mddev);

static int start(struct mddev *mddev)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : -ENOMEM;
}

struct md_personality raid = {
	.run = start,
};

void good_level_store(struct mddev *mddev, struct md_personality *pers)
{
	unsigned int flags;

	mddev_suspend(mddev);
	flags = memalloc_noio_save();
	pers->run(mddev);
	memalloc_noio_restore(flags);
	mddev_resume(mddev);
}

/*
 * check-name: an array is run by another level within a scope while it is suspended
 * check-command: gfpcheck check
 * check-names
 */
