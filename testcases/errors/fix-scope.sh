#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Where no mask can be changed, fix opens a scope from the beginning of the task
# to its end: before every return, after all initialisers have begun.
. "$CASES/errors/lib"

units case
cat >case/a.c <<'END'
#include "kernel.h"
#include <linux/gfp.h>

struct dev {
	struct work_struct work;
	struct bio *bio;
	void *buf;
};

static void warn_implied(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);
	void *first = vmalloc(64);

	if (!first)
		return;
	d->buf = first;
	bio_endio(d->bio);
}

static blk_status_t queue(struct blk_mq_hw_ctx *hctx,
			  const struct blk_mq_queue_data *bd)
{
	struct dev *d = hctx->driver_data;

	schedule_work(&d->work);
	return 0;
}

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, warn_implied);
}

static const struct blk_mq_ops ops = {
	.queue_rq = queue,
};
END
mends case warn_implied
patched '^\+#include <linux/sched/mm.h>$'
patched '^\+	 \* This goes on with what queue\(\) began, in a task of its own\.'
patched '^\+	unsigned int noio_flags = memalloc_noio_save\(\);$'
[ "$(grep -c '^+.*memalloc_noio_restore' patch)" -eq 2 ] || fail "two ways out"
expect 0 check case

# Many returns; each value is taken inside the scope.
cat >case/a.c <<'END'
#include "kernel.h"
#include <linux/sched/mm.h>

#define OWN_ALLOC(size) kmalloc(size, GFP_KERNEL)

static void *warn_macro(int size)
{
	return OWN_ALLOC(size);
}

static blk_status_t queue(struct blk_mq_hw_ctx *hctx,
			  const struct blk_mq_queue_data *bd)
{
	void *ret = hctx->driver_data;

	if (!ret)
		return EIO;
	else if (ret == hctx)
		return warn_macro(1) ? 1 : 0;
	if (bd) return !warn_macro(2);
	switch (hctx != ret) {
	case 1:
		return (blk_status_t)IS_ERR(warn_macro(3)) +
		       (blk_status_t)IS_ERR(warn_macro(4));
	}
	while (warn_macro(5))
		/* again */
		return warn_macro(6) != NULL;
out:
	return 0;
}

static const struct blk_mq_ops ops = {
	.queue_rq = queue,
};

void setup(struct blk_mq_tag_set *set)
{
	set->flags = BLK_MQ_F_BLOCKING;
}
END
mends case warn_macro
! grep -q '^+#include' patch || fail "included twice"
patched '^\+	blk_status_t outer_ret;$'
patched '^\+	\} else if \(ret == hctx\) \{$'
patched '^\+		outer_ret = warn_macro\(1\) \? 1 : 0;$'
patched '^\+			    \(blk_status_t\)IS_ERR'
[ "$(grep -c '^+.*memalloc_noio_restore' patch)" -eq 6 ] || fail "six ways out"
expect 0 check case

# A scope is asked for, though the mask could be changed.
units asked
mends asked warn_a --scope
patched '^\+	unsigned int noio_flags = memalloc_noio_save\(\);$'
! grep -q '^+.*GFP_' patch || fail "the mask was changed"
