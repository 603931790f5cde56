// SPDX-License-Identifier: GPL-2.0-only
/*
 * The function of a work item comes from a table, a variable, a helper's
 * parameter or what a function returns, while another is written down for the
 * same member: it is one of those that run. Another member's is none of them.
 */
#include "kernel.h"

struct dev {
	struct work_struct table, variable, parameter, result, other;
	struct timer_list timer;
	struct bio *bio;
};

struct kind {
	work_func_t fn;
};

static void end(struct work_struct *work)
{
}

static void warn_table(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, table);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(d->bio);
}

static void warn_variable(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, variable);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(d->bio);
}

static void warn_parameter(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, parameter);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(d->bio);
}

static void warn_result(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, result);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(d->bio);
}

static void good_other(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, other);

	kfree(kmalloc(64, GFP_KERNEL));
	bio_endio(d->bio);
}

static const struct kind kind = { .fn = warn_table };

static work_func_t choose(int how)
{
	return how ? warn_result : end;
}

static void set_parameter(struct dev *d, work_func_t fn)
{
	INIT_WORK(&d->parameter, fn);
}

void init(struct dev *d, int how)
{
	work_func_t fn = warn_variable;

	INIT_WORK(&d->table, kind.fn);
	INIT_WORK(&d->variable, fn);
	INIT_WORK(&d->result, choose(how));
	set_parameter(d, warn_parameter);
	INIT_WORK(&d->other, good_other);
}

void reset(struct dev *d)
{
	INIT_WORK(&d->table, end);
	INIT_WORK(&d->variable, end);
	INIT_WORK(&d->parameter, end);
	INIT_WORK(&d->result, end);
}

static void a_submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->table);
}

static void b_submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->variable);
}

static void c_submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->parameter);
}

static void d_submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->result);
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = a_submit },
	{ .submit_bio = b_submit },
	{ .submit_bio = c_submit },
	{ .submit_bio = d_submit },
};

/*
 * check-name: a work item's function that is passed on is one that it runs
 * check-command: gfpcheck check
 * check-names
 */
