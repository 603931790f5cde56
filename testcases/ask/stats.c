// SPDX-License-Identifier: GPL-2.0-only
/* Pointer calls with two targets, one, and none: each with its cause. */
#include "kernel.h"

struct driver {
	void (*many)(void);
	void (*one)(void);
	void (*never)(void);
	void (*lost)(void);
};

static void *page;

static void first(void)
{
	page = kmalloc(64, GFP_NOIO);
}

static void second(void)
{
	page = kmalloc(64, GFP_NOIO);
}

static struct driver a = {.many = first, .one = first};
static struct driver b = {.many = second};

void set(struct driver *d, void **table)
{
	d->lost = (void (*)(void))table[1];
}

struct adapter {
	struct driver *driver;
};

static struct adapter adapter;

static void submit(struct bio *bio)
{
	struct driver *d = adapter.driver;

	d->many();
	d->one();
	d->never();
	d->lost();
	submit_bio(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

void choose(int n)
{
	adapter.driver = n ? &a : &b;
	if (adapter.driver->never)
		adapter.driver->never();
}
/*
 * check-name: stats: targets of pointer calls, and why there are none
 * check-command: gfpcheck stats
 * check-output-start
 * whole program
 *   pointer calls 5
 *   targets per call: mean 0.60, median 0
 *   unresolved 1 (20.0 %)
 *   that cannot happen in this configuration 2 (40.0 %)
 *   too many targets to be followed 0
 *   weak edges 0
 *          2  a field that nothing in this configuration fills
 *          1  a field filled only by a value that is not followed
 *   most targets:
 *        2.0  stats.c:42 submit() driver.many
 *        1.0  stats.c:43 submit() driver.one
 *        0.0  stats.c:57 choose() driver.never
 *        0.0  stats.c:44 submit() driver.never
 *        0.0  stats.c:45 submit() driver.lost
 * reached from the entries
 *   pointer calls 4
 *   targets per call: mean 0.75, median 0
 *   unresolved 1 (25.0 %)
 *   that cannot happen in this configuration 1 (25.0 %)
 *   too many targets to be followed 0
 *   weak edges 0
 *          1  a field that nothing in this configuration fills
 *          1  a field filled only by a value that is not followed
 *   most targets:
 *        2.0  stats.c:42 submit() driver.many
 *        1.0  stats.c:43 submit() driver.one
 *        0.0  stats.c:44 submit() driver.never
 *        0.0  stats.c:45 submit() driver.lost
 *   calls with no target:
 *     stats.c:44 submit() driver.never: a field that nothing in this configuration fills
 *     stats.c:45 submit() driver.lost: a field filled only by a value that is not followed
 * check-output-end
 */
