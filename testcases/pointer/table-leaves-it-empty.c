// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shared code works for a module whose table leaves a field empty: what other
 * modules put there is not called, and what it asks for is not there. A default
 * that shared code itself stores may be.
 */
/* file: core.c */
#include "kernel.h"
#include "core.h"

static void warn_grow(void)
{
	kmalloc(64, GFP_KERNEL);
}

static void good_shrink(void)
{
	kmalloc(64, GFP_KERNEL);
}

static void warn_default(struct member *m)
{
	kmalloc(64, GFP_KERNEL);
}

void core_register(struct member_ops *ops)
{
	if (!ops->dflt)
		ops->dflt = warn_default;
}

void core_finish(struct member *m)
{
	m->ops->start(m);
	if (m->ops->finish)
		m->ops->finish(m);
	if (m->ops->shrink)
		good_shrink();
}

void core_grow(struct member *m)
{
	m->ops->start(m);
	if (m->ops->grow)
		warn_grow();
}

void core_default(struct member *m)
{
	m->ops->start(m);
	m->ops->dflt(m);
}

/* file: one.c */
#include "kernel.h"
#include "core.h"

static void one_start(struct member *m)
{
}

static void one_grow(struct member *m)
{
}

static struct member_ops one_ops = { .start = one_start, .grow = one_grow };

static void submit_finish(struct bio *bio)
{
	core_finish(bio->bi_private);
}

static void submit_grow(struct bio *bio)
{
	core_grow(bio->bi_private);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = submit_finish },
	{ .submit_bio = submit_grow },
};

void one_init(void)
{
	core_register(&one_ops);
}

/* file: two.c */
#include "kernel.h"
#include "core.h"

static void two_start(struct member *m)
{
}

static void good_two(struct member *m)
{
	kmalloc(64, GFP_KERNEL);
}

static struct member_ops two_ops = {
	.start = two_start,
	.finish = good_two,
	.shrink = good_two,
	.dflt = good_two,
};

void two_init(void)
{
	core_register(&two_ops);
}

/* file: three.c */
#include "kernel.h"
#include "core.h"

static void three_start(struct member *m)
{
}

static struct member_ops three_ops = { .start = three_start };

static void submit_default(struct bio *bio)
{
	core_default(bio->bi_private);
}

static const struct block_device_operations ops = {
	.submit_bio = submit_default,
};

void three_init(void)
{
	core_register(&three_ops);
}

/* file: core.h */
struct member;
struct member_ops {
	void (*start)(struct member *m);
	void (*finish)(struct member *m);
	void (*grow)(struct member *m);
	void (*shrink)(struct member *m);
	void (*dflt)(struct member *m);
};
struct member {
	const struct member_ops *ops;
};
void core_finish(struct member *m);
void core_grow(struct member *m);
void core_default(struct member *m);
void core_register(struct member_ops *ops);

/*
 * check-name: a module's own table says which of its pointers are NULL
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
