// SPDX-License-Identifier: GPL-2.0-only
/* Unresolved is a call of which a target may be missing: not one that nothing
 * in this configuration fills, that is never come to, or that a rule stops.
 * What another program defines is counted, too. */
#include "kernel.h"

struct driver {
	void (*one)(void);
	void (*never)(void);
	void (*lost)(void);
	void (*dead)(void);
};

static void *page;

static void first(void)
{
	page = kmalloc(64, GFP_NOIO);
}

static struct driver driver = {.one = first};

void set(struct driver *d, void **table)
{
	d->lost = (void (*)(void))table[1];
	d->dead = (void (*)(void))table[2];
}

static const struct block_device_operations *below;

extern void elsewhere(struct bio *bio);

static void good_submit(struct bio *bio)
{
	elsewhere(bio);
	elsewhere(bio);
	driver.one();
	driver.never();
	driver.lost();
	if (sizeof(page) == 1)
		driver.dead();
	below->submit_bio(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: coverage: an unresolved call is one of which a target may be missing
 * check-command: gfpcheck check
 * check-names
 * check-output-contains: not seen: 1 of 3 pointer calls unresolved, 0 on some ways, 1 called functions that no unit defines, 1 edges cut
 */
