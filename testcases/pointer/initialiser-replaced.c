// SPDX-License-Identifier: GPL-2.0-only
/*
 * Of two initialisers for one member or element the last one counts, as where a
 * macro brings the usual functions and the driver has one of its own.
 */
#include "kernel.h"

typedef void (*step_fn)(struct bio *bio);

struct steps {
	step_fn go, end;
};

struct disk {
	int kind;
	struct steps steps;
	step_fn by_kind[4];
};

static void good_usual(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_usual_end(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_nested(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_whole(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_second(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_local(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_entry(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_own(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_nested(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_end(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_second(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void warn_local(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

#define USUAL_STEPS .go = good_usual, .end = good_usual_end

static const struct steps own = { USUAL_STEPS, .go = warn_own, .end = NULL };

static const struct disk disk = {
	.steps = { .go = good_nested, .end = warn_end },
	.by_kind = { [1] = good_second },
	.steps.go = warn_nested,
	.by_kind[1] = warn_second,
};

static const struct disk other = {
	.steps.go = good_whole,
	.steps = { .end = warn_end },
};

static void a_submit(struct bio *bio)
{
	own.go(bio);
}

static void b_submit(struct bio *bio)
{
	disk.steps.go(bio);
}

static void c_submit(struct bio *bio)
{
	other.steps.end(bio);
}

static void d_submit(struct bio *bio)
{
	struct steps here = { .go = good_local, .go = warn_local };

	here.go(bio);
}

static void e_submit(struct bio *bio)
{
	disk.by_kind[disk.kind](bio);
}

#define USUAL_OPS .submit_bio = good_entry

static const struct block_device_operations ops[] = {
	{ USUAL_OPS, .submit_bio = a_submit },
	{ USUAL_OPS, .submit_bio = b_submit },
	{ USUAL_OPS, .submit_bio = c_submit },
	{ USUAL_OPS, .submit_bio = d_submit },
	{ USUAL_OPS, .submit_bio = e_submit },
};

/*
 * check-name: of two initialisers for one member the last one counts
 * check-command: gfpcheck check
 * check-names
 */
