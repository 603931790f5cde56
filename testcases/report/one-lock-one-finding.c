// SPDX-License-Identifier: GPL-2.0-only
/*
 * The helper that takes a lock opens no scope with it: that is one bug, however
 * many callers allocate below it. Who takes another lock, or the same one
 * without the helper, has a bug of its own, whether he waits for it or only
 * tries.
 */
#include "kernel.h"

int mutex_trylock(struct mutex *lock);

static void take(struct request_queue *q)
{
	mutex_lock(&q->debugfs_mutex);
}

static void release(struct request_queue *q)
{
	mutex_unlock(&q->debugfs_mutex);
}

void first(struct request_queue *q)
{
	take(q);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	release(q);
}

void second(struct request_queue *q)
{
	take(q);
	q->queuedata = kmalloc(32, GFP_KERNEL);
	q->queuedata = kzalloc(32, GFP_KERNEL);
	release(q);
}

void third(struct request_queue *q)
{
	take(q);
	q->queuedata = kmalloc(16, GFP_KERNEL);
	release(q);
}

void alone(struct request_queue *q)
{
	mutex_lock(&q->debugfs_mutex);
	q->queuedata = kmalloc(8, GFP_KERNEL);
	mutex_unlock(&q->debugfs_mutex);
}

void tries(struct request_queue *q)
{
	if (!mutex_trylock(&q->debugfs_mutex))
		return;
	q->queuedata = kmalloc(8, GFP_KERNEL);
	mutex_unlock(&q->debugfs_mutex);
}

void tries_too(struct request_queue *q)
{
	if (!mutex_trylock(&q->debugfs_mutex))
		return;
	q->queuedata = kmalloc(8, GFP_KERNEL);
	mutex_unlock(&q->debugfs_mutex);
}

/*
 * check-name: what one helper locks is one finding
 * check-command: gfpcheck check
 * check-exit-value: 1
 * check-output-contains: [a-z]+\(\) and 2 more functions, below a lock that take\(\) takes: 4 masks
 * check-output-contains: alone\(\): mask
 * check-output-contains: tries\(\): mask
 * check-output-contains: tries_too\(\): mask
 * check-output-contains: ^4 findings
 */
