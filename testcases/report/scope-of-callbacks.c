// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runtime PM runs the callbacks of marked devices in a scope, and vmalloc() maps
 * its pages in one: without it every driver, and everybody who asks vmalloc()
 * for memory without I/O, is wrong, and no call of theirs shows it. Whoever has
 * the scope in a helper has it.
 */
#include "kernel.h"

struct device;

static int good_scoped(int (*cb)(struct device *), struct device *dev)
{
	unsigned int flags = memalloc_noio_save();
	int err = cb(dev);

	memalloc_noio_restore(flags);
	return err;
}

int good_use(int (*cb)(struct device *), struct device *dev)
{
	return good_scoped(cb, dev);
}

int rpm_callback(int (*cb)(struct device *), struct device *dev)
{
	return cb(dev);
}

void *__vmalloc_area_node(unsigned long size, gfp_t mask)
{
	unsigned int flags = 0;
	void *p;

	if (!(mask & __GFP_IO))
		flags = memalloc_noio_save();
	p = kmalloc(size, mask);
	if (!(mask & __GFP_IO))
		memalloc_noio_restore(flags);
	return p;
}

/*
 * check-name: who runs the callbacks of others lacks the scope that they count on
 * check-command: gfpcheck check
 * check-exit-value: 1
 * check-output-contains: rpm_callback\(\): does not call memalloc_noio_save\(\) as it has to
 * check-output-contains: ^1 finding
 */
