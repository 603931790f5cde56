// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

void *good_one(void)
{
	unsigned int flags = memalloc_noio_save();
	void *p = kmalloc(64, GFP_KERNEL);

	memalloc_noio_restore(flags);
	return p;
}

/*
 * check-name: advice is neither shown nor counted unless asked for
 * check-command: gfpcheck check --confidence possible
 * check-names
 * check-findings: 0
 * check-output-contains: ^0 findings: 0 certain, 0 likely, 0 possible$
 */
