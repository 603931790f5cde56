// SPDX-License-Identifier: GPL-2.0-only
/* file: weak.c */
#include "kernel.h"
__weak void arch_prepare(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

/* the linker takes the strong one for calls from here, too */
static void good_beside_weak(struct bio *bio)
{
	arch_prepare(bio);
}

static const struct block_device_operations beside_ops[] = {
	{ .submit_bio = good_beside_weak },
	{ .submit_bio = arch_prepare },
};

/* file: declared.c */
#include "kernel.h"
__weak void arch_finish(struct bio *bio);

void arch_finish(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_beside_declared(struct bio *bio)
{
	arch_finish(bio);
}

static const struct block_device_operations declared_ops = {
	.submit_bio = good_beside_declared,
};

/* file: strong.c */
#include "kernel.h"
void arch_prepare(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

void arch_finish(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

/* file: driver.c */
#include "kernel.h"
extern void arch_prepare(struct bio *bio);

static void good_submit(struct bio *bio)
{
	arch_prepare(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: a strong definition takes the place of a weak one
 * check-command: gfpcheck check
 * check-names
 */
