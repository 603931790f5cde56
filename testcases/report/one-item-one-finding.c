// SPDX-License-Identifier: GPL-2.0-only
/*
 * A request's work item runs another function for each kind of request: that
 * they lack a scope is one bug, as in nvmet_file_dsm_work() and
 * nvmet_file_write_zeroes_work(). What another item of the request runs is
 * another one.
 */
#include "kernel.h"

struct request_data {
	struct work_struct work, other;
	struct bio *bio;
};

static void work_read(struct work_struct *work)
{
	struct request_data *d = container_of(work, struct request_data, work);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(d->bio);
}

static void work_write(struct work_struct *work)
{
	struct request_data *d = container_of(work, struct request_data, work);

	kfree(kmalloc(32, GFP_KERNEL));
	bio_endio(d->bio);
}

static void other_work(struct work_struct *work)
{
	struct request_data *d = container_of(work, struct request_data, other);

	kfree(kmalloc(16, GFP_KERNEL));
	bio_endio(d->bio);
}

static void disk_submit_bio(struct bio *bio)
{
	struct request_data *d = kzalloc(sizeof(*d), GFP_NOIO);

	d->bio = bio;
	INIT_WORK(&d->other, other_work);
	if (bio->bi_private)
		INIT_WORK(&d->work, work_read);
	else
		INIT_WORK(&d->work, work_write);
	schedule_work(bio->bi_next ? &d->work : &d->other);
}

struct block_device_operations disk_fops = {
	.submit_bio = disk_submit_bio,
};

/*
 * check-name: what one member of a module's object runs is one finding
 * check-command: gfpcheck check
 * check-exit-value: 1
 * check-output-contains: work_[a-z]+\(\) and 1 more functions that request_data.work runs: 2 masks
 * check-output-contains: other_work\(\): mask
 * check-output-contains: ^2 findings
 */
