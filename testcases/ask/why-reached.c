// SPDX-License-Identifier: GPL-2.0-only
/*
 * The chain over a hand-off, the scope in force, and what is allocated where.
 */
#include "kernel.h"

struct disk {
	struct work_struct work;
	struct bio *bio;
	void *page;
};

static void fill(struct disk *d)
{
	unsigned int flags = memalloc_noio_save();

	d->page = kmalloc(64, GFP_KERNEL);
	memalloc_noio_restore(flags);
	d->page = kmalloc(64, GFP_NOIO);
	d->page = kmalloc(64, GFP_KERNEL);
}

static void disk_worker(struct work_struct *work)
{
	struct disk *d = container_of(work, struct disk, work);

	fill(d);
	bio_endio(d->bio);
}

static struct disk disk;

static void submit(struct bio *bio)
{
	queue_work(NULL, &disk.work);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

static void probe(void)
{
	INIT_WORK(&disk.work, disk_worker);
}
/*
 * check-name: why: a chain with its evidence, masks asked for and got
 * check-command: gfpcheck why fill
 * check-output-start
 * fill()  why-reached.c:13
 *   runs in noio, scope none:
 *     submit()  why-reached.c:35  <- enters noio: entry submit-bio: block_device_operations.submit_bio (static data, why-reached.c:39)
 *       -> queue_work()  kernel.h:528
 *         -> disk_worker()  why-reached.c:27  <- handed off by queue_work_on(disk) to a new task (set in probe(), why-reached.c:44)
 *           -> fill()  why-reached.c:13
 *   allocations in this function:
 *     why-reached.c:17: kmalloc(): asks for 0xcc0 (direct_reclaim|io|fs), gets 0xc00 (direct_reclaim) in scope noio; noio: fine
 *     why-reached.c:19: kmalloc(): asks for 0xc00 (direct_reclaim), gets 0xc00 (direct_reclaim) in scope none; noio: fine
 *     why-reached.c:20: kmalloc(): asks for 0xcc0 (direct_reclaim|io|fs), gets 0xcc0 (direct_reclaim|io|fs) in scope none; noio: wrong: it may start what it must not
 * check-output-end
 */
