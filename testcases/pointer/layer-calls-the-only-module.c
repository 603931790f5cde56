// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shared code calls back what the module at hand has put there, and nobody else
 * has put anything there. In the kernel: how zstd allocates for zram.
 */
/* file: lib/pack.h */
struct pack {
	void *(*alloc)(struct pack *p);
	void *data;
};
int pack(struct pack *p);

/* file: lib/pack.c */
#include "kernel.h"
#include "pack.h"

int pack(struct pack *p)
{
	p->data = p->alloc(p);
	return p->data ? 0 : -ENOMEM;
}

/* file: drivers/block/disk.c */
#include "kernel.h"
#include "lib/pack.h"

static void *warn_alloc(struct pack *p)
{
	return kmalloc(64, GFP_KERNEL);
}

void disk_init(struct pack *p)
{
	p->alloc = warn_alloc;
}

static void submit(struct bio *bio)
{
	pack(bio->bi_private);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: shared code calls the module back that it works for
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
