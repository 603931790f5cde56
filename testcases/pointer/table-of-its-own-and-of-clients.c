// SPDX-License-Identifier: GPL-2.0-only
/*
 * A registry that comes with one kind of its own, as dm_mod with dm-linear: its
 * own code may mean that kind or any that is written against it. A table of the
 * same struct in a module that knows nothing of it is another registry's.
 */
/* file: registry.c */
#include "kernel.h"
#include "registry.h"

static void good_linear(struct target *t)
{
}

static const struct target_kind linear = { .map = good_linear };

void registry_add(struct target *t, const struct target_kind *kind)
{
	t->kind = kind ? kind : &linear;
}

static void submit(struct bio *bio)
{
	struct target *t = bio->bi_private;

	t->kind->map(t);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/* file: client.c */
#include "kernel.h"
#include "registry.h"

static void warn_client(struct target *t)
{
	t->data = kmalloc(64, GFP_KERNEL);
}

static const struct target_kind client = { .map = warn_client };

void client_make(struct target *t)
{
	registry_add(t, &client);
}

/* file: stranger.c */
#include "kernel.h"
#include "registry.h"

static void good_stranger(struct target *t)
{
	t->data = kmalloc(64, GFP_KERNEL);
}

static const struct target_kind stranger = { .map = good_stranger };

void stranger_make(struct target *t)
{
	t->kind = &stranger;
}

/* file: registry.h */
struct target;
struct target_kind {
	void (*map)(struct target *t);
};
struct target {
	const struct target_kind *kind;
	void *data;
};
void registry_add(struct target *t, const struct target_kind *kind);

/*
 * check-name: a module's own code may mean its own table and those of its clients
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
