// SPDX-License-Identifier: GPL-2.0-only
/*
 * One fills the member of its object by its name, the other through a variable
 * that points to it, as dm-thin and dm-era fill a btree's value type: whoever
 * calls through such a member may mean either.
 */
#include "kernel.h"

struct value_type {
	void (*inc)(void *context);
	void *context;
};

struct info {
	struct value_type value_type;
	int levels;
};

struct other {
	struct value_type spare;
};

struct metadata {
	struct info info;
	void *data;
};

static void good_named(void *context)
{
	((struct metadata *)context)->data = kmalloc(64, GFP_NOIO);
}

static void warn_through_local(void *context)
{
	((struct metadata *)context)->data = kmalloc(64, GFP_KERNEL);
}

/* of a member that is not called through */
static void good_other(void *context)
{
	((struct metadata *)context)->data = kmalloc(64, GFP_KERNEL);
}

void setup_named(struct metadata *md)
{
	md->info.value_type.inc = good_named;
}

void setup_through_local(struct metadata *md)
{
	struct value_type *vt = &md->info.value_type;

	md->info.levels = 1;
	vt->context = md;
	vt->inc = warn_through_local;
}

void setup_other(struct other *o)
{
	struct value_type *vt = &o->spare;

	vt->inc = good_other;
}

static void btree_insert(struct info *info)
{
	info->value_type.inc(info->value_type.context);
}

static void submit(struct bio *bio)
{
	struct metadata *md = bio->bi_private;

	btree_insert(&md->info);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/*
 * check-name: a member is filled through a variable that points to it
 * check-command: gfpcheck check
 * check-names
 */
