// SPDX-License-Identifier: GPL-2.0-only
/* file: frozen.h */
#include "kernel.h"

/* DEFINE_GUARD(frozen, ..., blk_mq_freeze_queue(_T), blk_mq_unfreeze_queue(_T)) */
static inline struct request_queue *
class_frozen_constructor(struct request_queue *_T)
{
	struct request_queue *t = ({ blk_mq_freeze_queue(_T); _T; });

	return t;
}

static inline void class_frozen_destructor(struct request_queue **p)
{
	struct request_queue *_T = *p;

	if (_T)
		blk_mq_unfreeze_queue(_T);
}

/* file: disk.c */
#include "frozen.h"

void good_after(struct request_queue *q)
{
	{
		struct request_queue *scope __cleanup(class_frozen_destructor) =
			class_frozen_constructor(q);

		q->queuedata = NULL;
	}
	kfree(kmalloc(64, GFP_KERNEL));
}

void warn_within(struct request_queue *q)
{
	struct request_queue *scope __cleanup(class_frozen_destructor) =
		class_frozen_constructor(q);

	kfree(kmalloc(64, GFP_KERNEL));
}

/*
 * check-name: a guard that a header defines closes its region
 * check-command: gfpcheck check
 * check-names
 */
