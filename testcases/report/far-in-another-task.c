// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a task that is handed work does after many calls is hardly ever on the
 * way of every item: such a finding is a possible one. What it does near its
 * start is likely, and what one scope mends with that is part of it.
 */
#include "kernel.h"

struct data {
	struct work_struct near, far;
	struct bio *bio;
};

static noinline void fourth(struct bio *bio)
{
	if (bio->bi_opf & 8)
		bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static noinline void third(struct bio *bio)
{
	if (bio->bi_opf & 4)
		fourth(bio);
}

static noinline void second(struct bio *bio)
{
	if (bio->bi_opf & 2)
		third(bio);
}

static noinline void first(struct bio *bio)
{
	if (bio->bi_opf & 1)
		second(bio);
}

static void deep(struct bio *bio)
{
	if (bio->bi_next)
		first(bio);
}

static void near_work(struct work_struct *work)
{
	struct data *d = container_of(work, struct data, near);

	d->bio->bi_private = kmalloc(64, GFP_KERNEL);
	bio_endio(d->bio);
}

static void far_work(struct work_struct *work)
{
	struct data *d = container_of(work, struct data, far);

	deep(d->bio);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct data *d = bio->bi_private;

	d->bio = bio;
	INIT_WORK(&d->near, near_work);
	INIT_WORK(&d->far, far_work);
	schedule_work(bio->bi_opf ? &d->near : &d->far);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/*
 * check-name: an allocation far from where its task begins is a possible one
 * check-command: gfpcheck check --confidence possible
 * check-exit-value: 1
 * check-output-contains: effective mask .*c:48 .likely.
 * check-output-contains: effective mask .*c:17 .possible.
 */
