// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

extern void never_called(void) __attribute__((noreturn, error("no")));
extern void __attribute__((cold)) handle_error(int err);

static void warn_after_assert(struct bio *bio)
{
	if (60 >= (unsigned char)~0U)
		never_called();
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_after_handler(struct bio *bio)
{
	handle_error(1);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations after_assert_ops = {
	.submit_bio = warn_after_assert,
};
static const struct block_device_operations after_handler_ops = {
	.submit_bio = warn_after_handler,
};

/*
 * check-name: error() marks what is never called; a name that ends so does not
 * check-command: gfpcheck check
 * check-names
 */
