// SPDX-License-Identifier: GPL-2.0-only
/* file: mine.c */
#include "kernel.h"

/* Without an initialiser it is a definition all the same (C11 6.9.2). */
static void (*hook)(struct bio *bio);
static void (*unset)(struct bio *bio);
static void (*unset)(struct bio *bio);

static void warn_mine(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void setup(void)
{
	hook = warn_mine;
}
void (*at_probe)(void) = setup;

static void run(struct bio *bio)
{
	hook(bio);
	if (unset)
		unset(bio);
}

static const struct block_device_operations ops = { .submit_bio = run };

/* file: other.c */
#include "kernel.h"

static void (*hook)(struct bio *bio);

static void good_theirs(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void setup_theirs(struct bio *bio)
{
	hook = good_theirs;
	hook(bio);
}
void (*theirs)(struct bio *bio) = setup_theirs;

/*
 * check-name: two units have a static variable of the same name
 * check-command: gfpcheck check
 * check-names
 * check-output-contains: not seen: 0 of 2 pointer calls unresolved
 */
