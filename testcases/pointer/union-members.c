// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* An old and a new name of one callback, and two kinds of it. */
struct algorithm {
	union {
		int (*master_xfer)(struct bio *bio);
		int (*xfer)(struct bio *bio);
	};
};
struct step {
	union {
		int (*single)(unsigned int cpu);
		int (*multi)(unsigned int cpu, struct bio *bio);
	} startup;
	int count;
};

static int warn_new_name(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	return 0;
}

static int warn_kind(unsigned int cpu, struct bio *bio)
{
	bio->bi_private = kmalloc(cpu, GFP_KERNEL);
	return 0;
}

/* A registry of hooks: each object tells which it is. */
union hook {
	void (*open)(struct bio *bio);
	void (*read)(struct bio *bio);
	void (*write)(struct bio *bio);
	void (*close)(struct bio *bio);
};

static void good_open(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void write_hook(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static const union hook hooks[] = { { .open = good_open },
				    { .write = write_hook } };

static void run_hook(struct bio *bio)
{
	hooks[1].write(bio);
}

static const struct algorithm mine = { .xfer = warn_new_name };
static const struct algorithm *algorithm = &mine;
static struct step step;

static void setup(void)
{
	step.startup.single = (void *)warn_kind;
}
void (*at_probe)(void) = setup;

static void run_new_name(struct bio *bio)
{
	algorithm->master_xfer(bio);
}

static void run_kind(struct bio *bio)
{
	step.startup.multi(step.count, bio);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = run_new_name },
	{ .submit_bio = run_kind },
	{ .submit_bio = run_hook },
};

/*
 * check-name: what one member of a union gets is called through another
 * check-command: gfpcheck check
 * check-names
 */
