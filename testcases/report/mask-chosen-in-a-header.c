// SPDX-License-Identifier: GPL-2.0-only
/* file: choose.h */
extern int in_softirq(void);

static inline gfp_t plain_choice(void)
{
	return in_softirq() ? GFP_ATOMIC : GFP_KERNEL;
}

static inline gfp_t plain_choice_of(int dma)
{
	gfp_t gfp = plain_choice();

	return gfp | (dma ? __GFP_DMA : 0);
}

static inline gfp_t plain_zeroed(gfp_t gfp)
{
	return gfp | __GFP_ZERO;
}

/* file: driver.c */
#include "kernel.h"
#include "choose.h"

static void warn_argument(struct bio *bio)
{
	bio->bi_private = kmalloc(64, plain_choice());
}

static void warn_nested(struct bio *bio)
{
	bio->bi_private = kmalloc(64, plain_choice_of(1));
}

static void warn_own(struct bio *bio)
{
	bio->bi_private = kmalloc(64, plain_zeroed(GFP_KERNEL));
}

static void warn_variable(struct bio *bio)
{
	gfp_t gfp = plain_choice();

	bio->bi_private = kmalloc(64, gfp);
}

static const struct block_device_operations argument_ops = {
	.submit_bio = warn_argument,
};
static const struct block_device_operations nested_ops = {
	.submit_bio = warn_nested,
};
static const struct block_device_operations own_ops = {
	.submit_bio = warn_own,
};
static const struct block_device_operations variable_ops = {
	.submit_bio = warn_variable,
};

/*
 * check-name: a mask that a header's function chooses is wrong where it is used
 * check-command: gfpcheck check
 * check-names
 * check-findings: 4
 * check-output-contains: ^driver\.c:\d+:(\d+:)? warning: warn_nested.* passed to kmalloc
 * check-output-contains: ^driver\.c:\d+:(\d+:)? warning: warn_variable.* kept in gfp may
 * check-output-excludes: choose\.h:\d+:\d+: warning
 */
