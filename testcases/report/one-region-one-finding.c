// SPDX-License-Identifier: GPL-2.0-only
/*
 * What resumes an array ends a scope, which what suspends it ought to open. If
 * three callers or more lack it, that is one bug, as in 6.1's md.c without the
 * scope of mddev_suspend(); the chain begins there.
 */
#include "kernel.h"

void mddev_suspend(struct mddev *mddev)
{
}

void mddev_resume(struct mddev *mddev)
{
	memalloc_noio_restore(mddev->noio_flag);
}

void *kept;

void first(struct mddev *mddev)
{
	mddev_suspend(mddev);
	kept = kmalloc(64, GFP_KERNEL);
	mddev_resume(mddev);
}

void second(struct mddev *mddev)
{
	mddev_suspend(mddev);
	kept = kmalloc(32, GFP_KERNEL);
	kept = kzalloc(32, GFP_KERNEL);
	mddev_resume(mddev);
}

void third(struct mddev *mddev)
{
	mddev_suspend(mddev);
	kept = kmalloc(16, GFP_KERNEL);
	mddev_resume(mddev);
}

void covered(struct mddev *mddev)
{
	unsigned int flags = memalloc_noio_save();

	mddev_suspend(mddev);
	kept = kmalloc(16, GFP_KERNEL);
	mddev_resume(mddev);
	memalloc_noio_restore(flags);
}

/*
 * check-name: the region that one helper opens without a scope is one finding
 * check-command: gfpcheck check
 * check-exit-value: 1
 * check-output-contains: [a-z]+\(\) and 2 more functions, in the region that mddev_suspend\(\) opens: 4 masks
 * check-output-contains: ^ +mddev_suspend\(\) .*:9
 * check-output-contains: ^1 finding
 */
