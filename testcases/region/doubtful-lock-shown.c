// SPDX-License-Identifier: GPL-2.0-only
/* A helper that takes a doubtful lock: its caller's finding is possible. */
#include "kernel.h"

struct mapped_device {
	struct mutex table_devices_lock;
	void *kept;
};

static void take(struct mapped_device *md)
{
	mutex_lock(&md->table_devices_lock);
}

void warn_attach(struct mapped_device *md)
{
	take(md);
	md->kept = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&md->table_devices_lock);
}

/*
 * check-name: the findings below a doubtful lock, where they are asked for
 * check-command: gfpcheck check --confidence=possible
 * check-exit-value: 1
 * check-output-contains: warn_attach\(\): mask
 * check-output-contains: ^1 finding: 0 certain, 0 likely, 1 possible
 */
