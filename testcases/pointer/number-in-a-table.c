// SPDX-License-Identifier: GPL-2.0-only
/*
 * A number in a table of functions decides for the module whose table it is. In
 * the kernel: target_core_fabric_ops.default_submit_type.
 */
/* file: lib/fabric.h */
struct bio;
struct fabric_ops {
	void (*done)(struct bio *bio);
	void (*reset)(void);
	int direct, written, pointed;
};
struct fabric {
	const struct fabric_ops *ops;
};
void fabric_submit(struct fabric *f, struct bio *bio);

/* file: lib/fabric.c */
#include "kernel.h"
#include "fabric.h"

static void in_direct(void)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

static void in_written(void)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

void change(int *n);

void set(struct fabric_ops *ops)
{
	ops->written = 1;
	change(&ops->pointed);
}

static void in_pointed(void)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

static void in_reset(void)
{
	kfree(kmalloc(64, GFP_KERNEL));
}

void fabric_submit(struct fabric *f, struct bio *bio)
{
	if (f->ops->reset)
		in_reset();
	if (f->ops->direct)
		in_direct();
	if (f->ops->written)
		in_written();
	if (f->ops->pointed)
		in_pointed();
	f->ops->done(bio);
}

/* file: drivers/block/queued.c */
#include "kernel.h"
#include "lib/fabric.h"

static void queued_done(struct bio *bio)
{
}

static const struct fabric_ops queued = {
	.done = queued_done,
	.reset = NULL, /* and yet it is no number */
};

static void warn_queued_submit(struct bio *bio)
{
	struct fabric f = {.ops = &queued};

	fabric_submit(&f, bio);
}

const struct block_device_operations queued_disk = {
	.submit_bio = warn_queued_submit,
};

/* file: drivers/block/direct.c */
#include "kernel.h"
#include "lib/fabric.h"

static void direct_done(struct bio *bio)
{
}

static void direct_reset(void)
{
}

static const struct fabric_ops direct = {
	.reset = direct_reset,
	.done = direct_done,
	.direct = 1,
};

static void warn_direct_submit(struct bio *bio)
{
	struct fabric f = {.ops = &direct};

	fabric_submit(&f, bio);
}

const struct block_device_operations direct_disk = {
	.submit_bio = warn_direct_submit,
};

/*
 * check-name: a number beside a module's functions decides what is done for it
 * check-command: gfpcheck check
 * check-modules
 * check-findings: 2
 * check-output-contains: warn_direct_submit\(\): enters
 * check-output-contains: -> in_direct\(\)
 * check-output-contains: behind 3 more allocations
 * check-output-contains: warn_queued_submit\(\): enters
 * check-output-contains: behind 2 more allocations
 */
