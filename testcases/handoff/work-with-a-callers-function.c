// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct item {
	struct work_struct work;
	struct bio *bio;
};

/* the item is made here, what runs is the caller's */
static struct item *item_alloc(struct bio *bio, work_func_t fn)
{
	struct item *it = kzalloc(sizeof(*it), GFP_NOIO);

	INIT_WORK(&it->work, fn);
	it->bio = bio;
	return it;
}

static void item_queue(struct item *it)
{
	schedule_work(&it->work);
}

/* it lies in an object of the caller's: one of the same member all the same */
static void item_init(struct item *it, work_func_t fn)
{
	INIT_WORK(&it->work, fn);
}

static void warn_other(struct work_struct *work)
{
	struct item *it = container_of(work, struct item, work);

	kfree(kmalloc(128, GFP_KERNEL));
	bio_endio(it->bio);
}

void other_init(struct item *it)
{
	item_init(it, warn_other);
}

static void warn_workfn(struct work_struct *work)
{
	struct item *it = container_of(work, struct item, work);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(it->bio);
}

static void submit(struct bio *bio)
{
	item_queue(item_alloc(bio, warn_workfn));
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a helper makes a work item of the function that it is given
 * check-command: gfpcheck check
 * check-exit-value: 1
 * check-output-contains: warn_workfn\(\)
 * check-output-contains: warn_other\(\)
 */
