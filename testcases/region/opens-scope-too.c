// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* As mddev_suspend() has it: the first one opens a scope as well. */
struct array {
	int suspended;
	unsigned int noio_flag;
	void *buf;
};

void mddev_suspend(struct array *mddev)
{
	if (mddev->suspended++)
		return;
	mddev->noio_flag = memalloc_noio_save();
}

void mddev_resume(struct array *mddev)
{
	if (--mddev->suspended)
		return;
	memalloc_noio_restore(mddev->noio_flag);
}

void good_resize(struct array *mddev)
{
	mddev_suspend(mddev);
	mddev->buf = kmalloc(64, GFP_KERNEL);
	mddev_resume(mddev);
}

/*
 * check-name: the region's first opening takes a scope
 * check-command: gfpcheck check
 * check-names
 */
