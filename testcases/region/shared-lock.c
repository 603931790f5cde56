// SPDX-License-Identifier: GPL-2.0-only
/*
 * A lock that several disks share, one of which may be in recovery that takes
 * it: adding a disk, which has no I/O itself, holds up the others. Under a lock
 * of its own it does not. In the kernel: add_disk_fwnode() without its scope,
 * since 6.16.
 */
#include "kernel.h"

int mutex_lock_interruptible(struct mutex *lock);

static void warn_add(struct gendisk *disk)
{
	disk->private_data = kmalloc(64, GFP_KERNEL);
}

static void good_add(struct gendisk *disk)
{
	disk->private_data = kmalloc(64, GFP_KERNEL);
}

int add_disk_fwnode(struct gendisk *disk)
{
	struct blk_mq_tag_set *set = disk->queue->tag_set;

	down_read(&set->update_nr_hwq_lock);
	warn_add(disk);
	up_read(&set->update_nr_hwq_lock);
	return 0;
}

int device_add_disk(struct gendisk *disk)
{
	struct blk_mq_tag_set *set = disk->queue->tag_set;
	unsigned int flags = memalloc_noio_save();

	down_read(&set->update_nr_hwq_lock);
	good_add(disk);
	up_read(&set->update_nr_hwq_lock);
	memalloc_noio_restore(flags);
	return 0;
}

void blk_register_queue(struct gendisk *disk)
{
	mutex_lock(&disk->queue->debugfs_mutex);
	good_add(disk);
	mutex_unlock(&disk->queue->debugfs_mutex);
}

void warn_guard(struct blk_mq_tag_set *set)
{
	guard(rwsem_write)(&set->update_nr_hwq_lock);
	set->driver_data = kmalloc(64, GFP_KERNEL);
}

void good_afterwards(struct blk_mq_tag_set *set)
{
	down_write(&set->update_nr_hwq_lock);
	up_write(&set->update_nr_hwq_lock);
	set->driver_data = kmalloc(64, GFP_KERNEL);
}

int warn_try(struct blk_mq_tag_set *set)
{
	if (!down_write_trylock(&set->update_nr_hwq_lock))
		return -ENOMEM;
	set->driver_data = kmalloc(64, GFP_KERNEL);
	up_write(&set->update_nr_hwq_lock);
	return 0;
}

int good_not_taken(struct blk_mq_tag_set *set)
{
	int taken = down_write_trylock(&set->update_nr_hwq_lock);

	if (taken)
		up_write(&set->update_nr_hwq_lock);
	else
		set->driver_data = kmalloc(64, GFP_KERNEL);
	return taken;
}

int warn_interruptible(struct request_queue *q)
{
	if (mutex_lock_interruptible(&q->elevator_lock))
		return -ENOMEM;
	q->queuedata = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&q->elevator_lock);
	return 0;
}

int good_interrupted(struct request_queue *q)
{
	int err = mutex_lock_interruptible(&q->elevator_lock);

	if (err < 0) {
		q->queuedata = kmalloc(64, GFP_KERNEL);
		return err;
	}
	mutex_unlock(&q->elevator_lock);
	return 0;
}

void warn_scheduler(struct request_queue *q)
{
	mutex_lock(&q->elevator_lock);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&q->elevator_lock);
}

/* blkcg_activate_policy() takes it when it has frozen the queue */
void warn_policy(struct request_queue *q)
{
	mutex_lock(&q->blkcg_mutex);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&q->blkcg_mutex);
}

/*
 * check-name: a lock that disks share is a region while one of them is added
 * check-command: gfpcheck check
 * check-names
 */
