// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is passed is the address of the member that holds the function, as
 * dm-thin's process_prepared() has it: which function is meant may change until
 * it is called. The address goes through one more function on its way.
 */
#include "kernel.h"

struct pool;
typedef void (*process_fn)(struct pool *pool);

struct pool {
	process_fn process_mapping, process_discard;
	void *data;
};

static void warn_mapping(struct pool *pool)
{
	pool->data = kmalloc(64, GFP_KERNEL);
}

static void good_discard(struct pool *pool)
{
	pool->data = kmalloc(64, GFP_NOIO);
}

/* No function is in this one, and nobody passes the address of it. */
static void good_never(struct pool *pool)
{
	pool->data = kmalloc(64, GFP_KERNEL);
}

static process_fn process_never = good_never;

static void process_each(struct pool *pool, process_fn *fn)
{
	(*fn)(pool);
}

static void process_prepared(struct pool *pool, process_fn *fn)
{
	process_each(pool, fn);
}

void set_mode(struct pool *pool)
{
	pool->process_mapping = warn_mapping;
	pool->process_discard = good_discard;
}

static void submit(struct bio *bio)
{
	struct pool *pool = bio->bi_private;

	process_prepared(pool, &pool->process_mapping);
	process_prepared(pool, &pool->process_discard);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/*
 * check-name: the address of a function pointer is passed on, and called through
 * check-command: gfpcheck check
 * check-names
 */
