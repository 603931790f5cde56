/*
 * The chain over a hand-off, the scope in force, and what is allocated where.
 */
#include "kernel.h"

struct disk {
	struct work_struct work;
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
}

static struct disk disk;

static void submit(struct bio *bio)
{
	queue_work(NULL, &disk.work);
	submit_bio(bio);
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
 * fill()  why-reached.c:11
 *   not reached from any entry
 *   called below disk_worker()  why-reached.c:21, which no call that is known reaches; it is put into work_struct.func (set in probe(), why-reached.c:42)
 *   allocations in this function:
 *     why-reached.c:15: kmalloc(): asks for 0xcc0 (direct_reclaim|io|fs); no context is in force here
 *     why-reached.c:17: kmalloc(): asks for 0xc00 (direct_reclaim); no context is in force here
 *     why-reached.c:18: kmalloc(): asks for 0xcc0 (direct_reclaim|io|fs); no context is in force here
 * check-output-end
 */
