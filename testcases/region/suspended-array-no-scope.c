// SPDX-License-Identifier: GPL-2.0-only
/*
 * Another RAID level runs an array while it is suspended: without the
 * scope of level_store() in drivers/md/md.c, what it allocates waits for the
 * array.
 */
#include "kernel.h"

void mddev_suspend(struct mddev *mddev);
void mddev_resume(struct mddev *mddev);

static int warn_start(struct mddev *mddev)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : -ENOMEM;
}

struct md_personality raid = {
	.run = warn_start,
};

void level_store(struct mddev *mddev, struct md_personality *pers)
{

	mddev_suspend(mddev);
	pers->run(mddev);
	mddev_resume(mddev);
}

/*
 * check-name: an array is run by another level without a scope while it is suspended
 * check-command: gfpcheck check
 * check-names
 */
