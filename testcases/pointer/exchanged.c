// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* xchg() and cmpxchg() as x86 has them: assembler moves the pointer. */
#define xchg(ptr, arg)                                                  \
	({                                                              \
		__typeof__(*(ptr)) __ret = (arg);                       \
		__asm__ volatile("xchgq %q0, %1"                        \
				 : "+r"(__ret), "+m"(*(ptr))            \
				 :                                      \
				 : "memory", "cc");                     \
		__ret;                                                  \
	})
#define cmpxchg(ptr, old, new)                                          \
	({                                                              \
		__typeof__(*(ptr)) __ret, __old = (old), __new = (new); \
		volatile u64 *__ptr = (volatile u64 *)(ptr);            \
		__asm__ volatile("cmpxchgq %2, %1"                      \
				 : "=a"(__ret), "+m"(*__ptr)            \
				 : "r"(__new), "0"(__old)               \
				 : "memory");                           \
		__ret;                                                  \
	})

typedef void (*done_t)(struct bio *bio);
struct my_device {
	done_t done;
};
static done_t stored, claimed;

static void warn_stored(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_claimed(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_taken(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void setup(struct my_device *d)
{
	xchg(&stored, warn_stored);
	cmpxchg(&claimed, NULL, warn_claimed);
	d->done = warn_taken;
}
void (*at_probe)(struct my_device *d) = setup;

static void run_stored(struct bio *bio)
{
	stored(bio);
}

static void run_claimed(struct bio *bio)
{
	claimed(bio);
}

static void run_taken(struct bio *bio)
{
	struct my_device *d = bio->bi_private;
	done_t done = xchg(&d->done, NULL);

	if (done)
		done(bio);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = run_stored },
	{ .submit_bio = run_claimed },
	{ .submit_bio = run_taken },
};

/*
 * check-name: a pointer to a function that assembler exchanges
 * check-command: gfpcheck check
 * check-names
 */
