// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module's own table of states and events may be large, as lpfc's 74 actions:
 * each of them is called one day. (It is only a registry of many modules that
 * an object chooses from.)
 */
/* file: disk.c */
#include "kernel.h"

typedef void (*action_t)(struct bio *bio);

#define ACTION(n)                                \
	static void action_##n(struct bio *bio)  \
	{                                        \
		bio->bi_private = NULL;          \
	}
FORTY_TWO(ACTION)

static void warn_action(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

#define ENTRY(n) action_##n,
static const action_t actions[] = { FORTY_TWO(ENTRY) warn_action };

static void submit(struct bio *bio)
{
	action_t action = actions[bio->bi_opf];

	action(bio);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/*
 * check-name: all of a module's own jump table is followed
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
