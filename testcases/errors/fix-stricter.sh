#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Where an entry may not sleep at all, fix writes no mask that sleeps and opens
# no scope; a driver that says that it may sleep gets what others get.
. "$CASES/errors/lib"

units case
cat >case/a.c <<'END'
#include "kernel.h"

static blk_status_t warn_now(struct blk_mq_hw_ctx *hctx,
			     const struct blk_mq_queue_data *bd)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : 9;
}

static const struct blk_mq_ops now = {
	.queue_rq = warn_now,
};

void setup(struct blk_mq_tag_set *set)
{
	set->ops = &now;
	set->flags = BLK_MQ_F_SHOULD_MERGE;
}
END
expect 2 fix case "$(fingerprint case warn_now)" --scope
says 'a scope would let it sleep'
one_sentence
mends case warn_now
patched '^\+	return kmalloc\(64, GFP_ATOMIC\) \? 0 : 9;$'

sed -i 's/GFP_ATOMIC/GFP_KERNEL/; s/= BLK_MQ_F_SHOULD_MERGE;/|= BLK_MQ_F_BLOCKING;/' case/a.c
mends case warn_now
patched '^\+	return kmalloc\(64, GFP_NOIO\) \? 0 : 9;$'

cat >case/a.c <<'END'
#include "kernel.h"

static blk_status_t warn_implied(struct blk_mq_hw_ctx *hctx,
				 const struct blk_mq_queue_data *bd)
{
	return vmalloc(64) ? 0 : 9;
}

static const struct blk_mq_ops implied = {
	.queue_rq = warn_implied,
};
END
expect 2 fix case "$(fingerprint case warn_implied)"
says 'a scope would let it sleep, and unless the tag set has'
one_sentence
