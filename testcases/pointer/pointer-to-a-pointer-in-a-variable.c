// SPDX-License-Identifier: GPL-2.0-only
/*
 * A local variable that points to a member or an array of function pointers:
 * what is called or stored through it is that member, or an element. One whose
 * array nobody defines (a linker's section) is a call with unknown targets.
 */
#include "kernel.h"

typedef void (*step_fn)(struct bio *bio);

struct dev {
	step_fn called, stored;
};

static void warn_called(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_stored(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_walked(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_other(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

void init(struct dev *d)
{
	step_fn *p = &d->stored;

	d->called = warn_called;
	*p = warn_stored;
}

static void a_submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;
	step_fn *p = &d->called;

	(*p)(bio);
}

static void b_submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	d->stored(bio);
}

static step_fn hooks[] = { warn_walked, NULL };
step_fn others[] = { good_other, NULL };

static void c_submit(struct bio *bio)
{
	step_fn *p;

	for (p = hooks; *p; p++)
		(*p)(bio);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = a_submit },
	{ .submit_bio = b_submit },
	{ .submit_bio = c_submit },
};

/*
 * check-name: a pointer to a function pointer is kept in a variable
 * check-command: gfpcheck check
 * check-names
 */
