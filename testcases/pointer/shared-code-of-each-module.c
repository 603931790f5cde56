// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shared code that never asks whose I/O it does, for three modules: what it
 * calls does ask, and returns another mask for each of them.
 */
/* file: core.c */
#include "kernel.h"
#include "core.h"

static gfp_t core_mask(struct member *m)
{
	return m->ops->mask(m);
}

static void core_fill(struct member *m, gfp_t gfp)
{
	m->data = kmalloc(64, gfp);
}

void core_start(struct member *m)
{
	core_fill(m, core_mask(m));
}

/* file: one.c */
#include "kernel.h"
#include "core.h"

static gfp_t good_one(struct member *m)
{
	return GFP_NOIO;
}

static const struct member_ops one_ops = { .mask = good_one };

static void submit(struct bio *bio)
{
	core_start(bio->bi_private);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/* file: two.c */
#include "kernel.h"
#include "core.h"

static gfp_t warn_two(struct member *m)
{
	return GFP_KERNEL;
}

static const struct member_ops two_ops = { .mask = warn_two };

static void submit(struct bio *bio)
{
	core_start(bio->bi_private);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/* file: three.c */
#include "kernel.h"
#include "core.h"

static gfp_t warn_three(struct member *m)
{
	return GFP_NOFS;
}

static const struct member_ops three_ops = { .mask = warn_three };

static void submit(struct bio *bio)
{
	core_start(bio->bi_private);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/* file: core.h */
struct member;
struct member_ops {
	gfp_t (*mask)(struct member *m);
};
struct member {
	const struct member_ops *ops;
	void *data;
};
void core_start(struct member *m);

/*
 * check-name: what shared code calls may return another value for each module
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
