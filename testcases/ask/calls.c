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
 * use()  one.c:39
 *     41  INIT_LIST_HEAD()  kernel.h:376
 *     42  queue_work()  kernel.h:525
 *     43  start()  one.c:21  <- called through driver.start (static data, one.c:27)
 *     43  each()  one.c:30
 * check-output-end
 */
