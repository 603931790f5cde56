// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* One of two constants goes down: a third case is nobody's. */
enum phy_func { NOTHING, LINK_RESET, HARD_RESET, DISABLE, ENABLE };

static void good_disable(void)
{
	kmalloc(64, GFP_KERNEL);
}

static void warn_enable(void)
{
	kmalloc(64, GFP_KERNEL);
}

static void control(enum phy_func func)
{
	switch (func) {
	case LINK_RESET:
	case HARD_RESET:
		kmalloc(64, GFP_NOIO);
		break;
	case DISABLE:
		good_disable();
		break;
	default:
		break;
	}
}

static void reset(struct bio *bio)
{
	control(bio->bi_private ? HARD_RESET : LINK_RESET);
}

/* on a branch that asked, the answer is known */
static void asks(enum phy_func func)
{
	if (func == DISABLE)
		good_disable();
	if (func == ENABLE)
		warn_enable();
}

static void asked(struct bio *bio)
{
	int func = bio->bi_opf;

	if (func == ENABLE)
		asks(func);
}

static void sorted(struct bio *bio)
{
	int func = bio->bi_opf;

	switch (func) {
	case HARD_RESET:
	case LINK_RESET:
		asks(func);
		break;
	}
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = reset },
	{ .submit_bio = asked },
	{ .submit_bio = sorted },
};

/*
 * check-name: one of a few constants keeps out of the other cases
 * check-command: gfpcheck check
 * check-names
 */
