// SPDX-License-Identifier: GPL-2.0-only
/*
 * A helper that returns what the call returned that tried to take a lock: its
 * caller holds the lock on one side of the test. One that leaves it on a way
 * that its caller cannot tell from another holds none.
 */
#include "kernel.h"

int mutex_lock_interruptible(struct mutex *lock);

static int take(struct request_queue *q)
{
	return mutex_lock_interruptible(&q->elevator_lock);
}

static int try(struct blk_mq_tag_set *set)
{
	return down_write_trylock(&set->update_nr_hwq_lock);
}

int warn_helper(struct request_queue *q)
{
	int err = take(q);

	if (err)
		return err;
	q->queuedata = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&q->elevator_lock);
	return 0;
}

int warn_trying_helper(struct blk_mq_tag_set *set)
{
	if (!try(set))
		return -ENOMEM;
	set->driver_data = kmalloc(64, GFP_KERNEL);
	up_write(&set->update_nr_hwq_lock);
	return 0;
}

int good_helper(struct request_queue *q)
{
	int err = take(q);

	if (err) {
		q->queuedata = kmalloc(64, GFP_KERNEL);
		return err;
	}
	mutex_unlock(&q->elevator_lock);
	return 0;
}

static void take_if(struct request_queue *q, int wanted)
{
	if (wanted)
		mutex_lock(&q->elevator_lock);
}

void good_unknown(struct request_queue *q, int wanted)
{
	take_if(q, wanted);
	q->queuedata = kmalloc(64, GFP_KERNEL);
	if (wanted)
		mutex_unlock(&q->elevator_lock);
}

/*
 * check-name: a helper that tries to take a lock tells its caller whether it has
 * check-command: gfpcheck check
 * check-names
 */
