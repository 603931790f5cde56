// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files for the user are allocated by the task that makes them; a header's
 * stand-in, where the configuration has no debugfs, allocates nothing.
 */
/* file: files.h */
struct request_queue;

extern int kobject_add(void *kobj, void *parent, const char *name);
extern void *proc_mkdir(const char *name, void *parent);

static inline void *debugfs_create_dir(const char *name, void *parent)
{
	return (void *)-19L;
}

/* file: block.c */
#include "kernel.h"
#include "files.h"

int warn_switch(struct request_queue *q, void *kobj)
{
	int ret;

	blk_mq_freeze_queue(q);
	ret = kobject_add(kobj, NULL, "iosched");
	blk_mq_unfreeze_queue(q);
	return ret;
}

void good_without_debugfs(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	q->queuedata = debugfs_create_dir("sched", NULL);
	blk_mq_unfreeze_queue(q);
}

void good_afterwards(struct request_queue *q)
{
	blk_mq_freeze_queue(q);
	blk_mq_unfreeze_queue(q);
	q->queuedata = proc_mkdir("sched", NULL);
}

/*
 * check-name: files made while a queue is frozen
 * check-command: gfpcheck check
 * check-names
 */
