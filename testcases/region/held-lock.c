// SPDX-License-Identifier: GPL-2.0-only
/*
 * A lock that is taken while a queue is frozen, by its field: other locks are
 * none of a region. In the kernel: blk_debugfs_lock() without its scope
 * (dfe48ea17973).
 */
#include "kernel.h"

static void lock_nomemsave(struct request_queue *q)
{
	mutex_lock(&q->debugfs_mutex);
}

static unsigned int lock(struct request_queue *q)
{
	unsigned int flags = memalloc_noio_save();

	lock_nomemsave(q);
	return flags;
}

static void unlock_nomemrestore(struct request_queue *q)
{
	mutex_unlock(&q->debugfs_mutex);
}

static void unlock(struct request_queue *q, unsigned int flags)
{
	unlock_nomemrestore(q);
	memalloc_noio_restore(flags);
}

void warn_direct(struct request_queue *q)
{
	mutex_lock(&q->debugfs_mutex);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&q->debugfs_mutex);
}

void warn_by_helper(struct request_queue *q)
{
	lock_nomemsave(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	unlock_nomemrestore(q);
}

void good_in_scope(struct request_queue *q)
{
	unsigned int flags = lock(q);

	q->queuedata = kmalloc(64, GFP_KERNEL);
	unlock(q, flags);
}

void good_other_lock(struct request_queue *q)
{
	mutex_lock(&q->sysfs_lock);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&q->sysfs_lock);
}

void warn_guard(struct request_queue *q)
{
	guard(mutex)(&q->debugfs_mutex);
	q->queuedata = kmalloc(64, GFP_KERNEL);
}

void good_afterwards(struct request_queue *q)
{
	mutex_lock(&q->debugfs_mutex);
	mutex_unlock(&q->debugfs_mutex);
	q->queuedata = kmalloc(64, GFP_KERNEL);
}

/*
 * check-name: a held lock is a region by the field that is locked
 * check-command: gfpcheck check
 * check-names
 */
