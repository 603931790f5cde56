// SPDX-License-Identifier: GPL-2.0-only
/* file: kobject_uevent.c */
#include "kernel.h"
int kobject_uevent(void *kobj, int action)
{
	void *env = kmalloc(64, GFP_KERNEL);

	kfree(env);
	return 0;
}

/* file: driver.c */
#include "kernel.h"
struct dev {
	struct work_struct event_work;
	void *kobj;
};

static void good_event_work(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, event_work);

	kobject_uevent(d->kobj, 0);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->event_work);
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->event_work, good_event_work);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: work that only announces is not waited for
 * check-command: gfpcheck check
 * check-names
 */
