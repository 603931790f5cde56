// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void suspend(struct mddev *mddev)
{
	mutex_lock(&mddev->reconfig_mutex);
	mddev->noio_flag = memalloc_noio_save();
}

static void resume(struct mddev *mddev)
{
	memalloc_noio_restore(mddev->noio_flag);
	mutex_unlock(&mddev->reconfig_mutex);
}

static bool good_suspended(struct mddev *mddev, struct bio *bio)
{
	suspend(mddev);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	resume(mddev);
	return true;
}

static bool warn_resumed(struct mddev *mddev, struct bio *bio)
{
	suspend(mddev);
	resume(mddev);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	return true;
}

static struct md_personality good_personality = {
	.make_request = good_suspended,
};

static struct md_personality warn_personality = {
	.make_request = warn_resumed,
};

/*
 * check-name: the saved flags live in a field (mddev_suspend, 78f57ef9d50a)
 * check-command: gfpcheck check
 * check-names
 */
