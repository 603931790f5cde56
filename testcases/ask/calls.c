// SPDX-License-Identifier: GPL-2.0-only
/* Direct, through a slot, through a parameter, by a hand-off; static functions
 * of one name are told apart by their files. */
/* file: one.c */
#include "kernel.h"

struct driver {
	int (*start)(void);
};

struct disk {
	struct work_struct work;
};

static struct disk disk;

static int helper(void)
{
	return 1;
}

static int start(void)
{
	return helper();
}

struct driver driver = {
	.start = start,
};

static int each(int (*fn)(void))
{
	return fn();
}

static void worker(struct work_struct *work)
{
}

int use(struct driver *d)
{
	INIT_WORK(&disk.work, worker);
	queue_work(NULL, &disk.work);
	return d->start() + each(helper);
}
/* file: two.c */
#include "kernel.h"

static int helper(void)
{
	return 2;
}

int other(void)
{
	return helper();
}
/*
 * check-name: callees: every kind of call with its evidence
 * check-command: gfpcheck callees use
 * check-output-start
 * use()  one.c:40
 *     42  INIT_LIST_HEAD()  kernel.h:376
 *     43  queue_work()  kernel.h:525
 *     43  worker()  one.c:36  <- handed off to a new task (set in use(), one.c:42)
 *     44  start()  one.c:22  <- called through driver.start (static data, one.c:28)
 *     44  each()  one.c:31
 * check-output-end
 */
