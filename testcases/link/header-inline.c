// SPDX-License-Identifier: GPL-2.0-only
/* file: dev.h */
#include "kernel.h"
static inline void *warn_get(size_t size)
{
	return kmalloc(size, GFP_KERNEL);
}

/* file: a.c */
#include "dev.h"
static void submit(struct bio *bio)
{
	bio->bi_private = warn_get(64);
}

static const struct block_device_operations a_ops = {
	.submit_bio = submit,
};

/* file: b.c */
#include "dev.h"
int probe(struct device *dev)
{
	dev->driver_data = warn_get(64);
	return 0;
}

/*
 * check-name: an inline function of a header, used by two units, is one function
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 */
