// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an asm statement writes is not what was there before: xchg() of x86 has
 * its new value in the variable that gets the old one.
 */
#include "kernel.h"

#define xchg(ptr, v)                                              \
	({                                                        \
		__typeof__(*(ptr)) __ret = (v);                   \
		asm volatile("xchgq %q0, %1\n"                    \
			     : "+r"(__ret), "+m"(*(ptr))::"memory"); \
		__ret;                                            \
	})

static unsigned long opened;

static void warn_open(struct bio *bio)
{
	if (xchg(&opened, 1) == 1)
		return;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void *good_input(gfp_t flags)
{
	asm volatile("nop" : : "r"(flags));
	return kmalloc(64, flags);
}

static void good_submit(struct bio *bio)
{
	bio->bi_private = good_input(GFP_NOIO);
}

static const struct block_device_operations open_ops = {
	.submit_bio = warn_open,
};

static const struct block_device_operations input_ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: what an asm statement writes is unknown, what it reads is not
 * check-command: gfpcheck check
 * check-names
 */
