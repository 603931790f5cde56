// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* A scope that a helper or a guard opens holds in the region that comes next. */

static noinline unsigned int enter(struct request_queue *q)
{
	return memalloc_noio_save();
}

static noinline void leave(struct request_queue *q, unsigned int flags)
{
	memalloc_noio_restore(flags);
}

struct noio {
	unsigned int flags;
};

static inline struct noio class_noio_constructor(void)
{
	struct noio t = { .flags = memalloc_noio_save() };

	return t;
}

static inline void class_noio_destructor(struct noio *t)
{
	memalloc_noio_restore(t->flags);
}

void good_helper(struct request_queue *q)
{
	unsigned int flags = enter(q);

	blk_mq_freeze_queue(q);
	kfree(kmalloc(64, GFP_KERNEL));
	blk_mq_unfreeze_queue(q);
	leave(q, flags);
}

void good_guard(struct request_queue *q)
{
	struct noio scope __cleanup(class_noio_destructor) =
		class_noio_constructor();

	blk_mq_freeze_queue(q);
	kfree(kmalloc(64, GFP_KERNEL));
	blk_mq_unfreeze_queue(q);
}

void warn_left(struct request_queue *q)
{
	unsigned int flags = enter(q);

	leave(q, flags);
	blk_mq_freeze_queue(q);
	kfree(kmalloc(64, GFP_KERNEL));
	blk_mq_unfreeze_queue(q);
}

/*
 * check-name: a helper's scope in force where a region is opened
 * check-command: gfpcheck check
 * check-names
 */
