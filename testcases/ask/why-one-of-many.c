// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function that a system call reaches by name is not explained by a table of
 * many functions, though the I/O path calls another one of that table.
 */
#include "kernel.h"

#define SHOW(n)                                      \
	static void show_##n(struct bio *bio)        \
	{                                            \
	}
SHOW(1) SHOW(2) SHOW(3) SHOW(4) SHOW(5) SHOW(6) SHOW(7) SHOW(8)

void *kept;

static void set_up(void)
{
	kept = kmalloc(64, GFP_KERNEL);
}

static void show_9(struct bio *bio)
{
	set_up();
}

long sys_set_up(void)
{
	set_up();
	return 0;
}

struct attribute {
	void (*show)(struct bio *bio);
};

static const struct attribute attributes[] = {
	{ show_1 }, { show_2 }, { show_3 }, { show_4 }, { show_5 },
	{ show_6 }, { show_7 }, { show_8 }, { show_9 },
};

/* shown by whoever reads a file, which is not followed */
void kobject_uevent(struct bio *bio)
{
	attributes[bio->bi_opf].show(bio);
}

static void a_submit(struct bio *bio)
{
	kobject_uevent(bio);
}

static const struct block_device_operations a_ops = {
	.submit_bio = a_submit,
};

/*
 * check-name: why: a table of many functions is no explanation, if there is one
 * check-command: gfpcheck why set_up
 * check-output-contains: called below sys_set_up\(\)
 * check-output-excludes: kobject_uevent
 */
