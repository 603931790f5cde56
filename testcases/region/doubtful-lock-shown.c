// SPDX-License-Identifier: GPL-2.0-only
/* A helper that takes a doubtful lock: its caller's finding is possible. */
#include "kernel.h"

struct cached_dev {
	struct rw_semaphore writeback_lock;
	void *kept;
};

static void take(struct cached_dev *dc)
{
	down_write(&dc->writeback_lock);
}

void warn_attach(struct cached_dev *dc)
{
	take(dc);
	dc->kept = kmalloc(64, GFP_KERNEL);
	up_write(&dc->writeback_lock);
}

/*
 * check-name: the findings below a doubtful lock, where they are asked for
 * check-command: gfpcheck check --confidence=possible
 * check-exit-value: 1
 * check-output-contains: warn_attach\(\): mask
 * check-output-contains: ^1 finding: 0 certain, 0 likely, 1 possible
 */
