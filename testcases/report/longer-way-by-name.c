// SPDX-License-Identifier: GPL-2.0-only
/*
 * A way by a pointer is shorter than the one by name that the same function
 * takes: the one by name is no worse for that.
 */
/* file: lib/table.c */
#include "kernel.h"
struct table_ops {
	void *(*fill)(size_t n);
};

static void *table_fill(size_t n)
{
	return kmalloc(n, GFP_KERNEL);
}

static const struct table_ops table_ops = { .fill = table_fill };

void *table_quick(const struct table_ops *ops, size_t n);
void *table_quick(const struct table_ops *ops, size_t n)
{
	return ops ? ops->fill(n) : table_ops.fill(n);
}

static void *table_more(size_t n)
{
	return table_fill(n + 1);
}

void *table_make(size_t n);
void *table_make(size_t n)
{
	return table_more(n + 1);
}

/* file: drivers/block/disk1.c */
#include "kernel.h"
struct table_ops;
void *table_make(size_t n);
void *table_quick(const struct table_ops *ops, size_t n);

static void warn_1(struct bio *bio)
{
	bio->bi_private = table_quick(bio->bi_private, 1);
	bio->bi_private = table_make(1);
}

static const struct block_device_operations ops1 = {
	.submit_bio = warn_1,
};

/* file: drivers/block/disk2.c */
#include "kernel.h"
struct table_ops;
void *table_make(size_t n);
void *table_quick(const struct table_ops *ops, size_t n);

static void warn_2(struct bio *bio)
{
	bio->bi_private = table_quick(bio->bi_private, 2);
	bio->bi_private = table_make(2);
}

static const struct block_device_operations ops2 = {
	.submit_bio = warn_2,
};

/* file: drivers/block/disk3.c */
#include "kernel.h"
struct table_ops;
void *table_make(size_t n);
void *table_quick(const struct table_ops *ops, size_t n);

static void warn_3(struct bio *bio)
{
	bio->bi_private = table_quick(bio->bi_private, 3);
	bio->bi_private = table_make(3);
}

static const struct block_device_operations ops3 = {
	.submit_bio = warn_3,
};

/* file: drivers/block/disk4.c */
#include "kernel.h"
struct table_ops;
void *table_make(size_t n);
void *table_quick(const struct table_ops *ops, size_t n);

static void warn_4(struct bio *bio)
{
	bio->bi_private = table_quick(bio->bi_private, 4);
	bio->bi_private = table_make(4);
}

static const struct block_device_operations ops4 = {
	.submit_bio = warn_4,
};

/* file: drivers/block/disk5.c */
#include "kernel.h"
struct table_ops;
void *table_make(size_t n);
void *table_quick(const struct table_ops *ops, size_t n);

static void warn_5(struct bio *bio)
{
	bio->bi_private = table_quick(bio->bi_private, 5);
	bio->bi_private = table_make(5);
}

static const struct block_device_operations ops5 = {
	.submit_bio = warn_5,
};

/* file: drivers/block/disk6.c */
#include "kernel.h"
struct table_ops;
void *table_make(size_t n);
void *table_quick(const struct table_ops *ops, size_t n);

static void warn_6(struct bio *bio)
{
	bio->bi_private = table_quick(bio->bi_private, 6);
	bio->bi_private = table_make(6);
}

static const struct block_device_operations ops6 = {
	.submit_bio = warn_6,
};

/* file: drivers/block/disk7.c */
#include "kernel.h"
struct table_ops;
void *table_make(size_t n);
void *table_quick(const struct table_ops *ops, size_t n);

static void warn_7(struct bio *bio)
{
	bio->bi_private = table_quick(bio->bi_private, 7);
	bio->bi_private = table_make(7);
}

static const struct block_device_operations ops7 = {
	.submit_bio = warn_7,
};

/* file: drivers/block/disk8.c */
#include "kernel.h"
struct table_ops;
void *table_make(size_t n);
void *table_quick(const struct table_ops *ops, size_t n);

static void warn_8(struct bio *bio)
{
	bio->bi_private = table_quick(bio->bi_private, 8);
	bio->bi_private = table_make(8);
}

static const struct block_device_operations ops8 = {
	.submit_bio = warn_8,
};

/*
 * check-name: a longer way by name counts beside a shorter one by a pointer
 * check-command: gfpcheck check
 * check-modules
 * check-names
 * check-findings: 8
 */
