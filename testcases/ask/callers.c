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
 * check-name: callers: two static functions of one name
 * check-command: gfpcheck callers --depth 2 helper
 * check-output-start
 * helper()  one.c:17
 *     each()  one.c:33  <- called through fn (set in use(), one.c:44)
 *         use()  one.c:44
 *     start()  one.c:24
 *         use()  one.c:44  <- called through driver.start (static data, one.c:28)
 * helper()  two.c:49
 *     other()  two.c:56
 * check-output-end
 */
