// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

void *elsewhere(void);

void *warn_one(void)
{
	unsigned int flags = memalloc_noio_save();
	void *p = kmalloc(64, GFP_KERNEL);

	memalloc_noio_restore(flags);
	return p;
}

int warn_one_with_ways_out(int n)
{
	unsigned int flags;
	void *p;

	if (!n)
		return 0;
	flags = memalloc_noio_save();
	p = kzalloc(n, GFP_KERNEL);
	memalloc_noio_restore(flags);
	if (!p)
		return 1;
	kfree(p);
	return 0;
}

void good_two(void)
{
	unsigned int flags = memalloc_noio_save();

	kfree(kmalloc(64, GFP_KERNEL));
	memalloc_noio_restore(flags);
}

void *good_of_others(void)
{
	unsigned int flags = memalloc_noio_save();
	void *p = elsewhere();

	memalloc_noio_restore(flags);
	return p;
}

/*
 * check-name: advice: a scope around one allocation says nothing of what it protects
 * check-command: gfpcheck check --confidence note
 * check-names
 * check-findings: 2
 * check-output-contains: warn_one\(\): a noio scope around a single allocation, kmalloc\(\) \[noio-narrow\]
 * check-output-contains: ^2 findings: 0 certain, 0 likely, 0 possible, 2 note$
 */
