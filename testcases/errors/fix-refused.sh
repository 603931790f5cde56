#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What cannot be mended safely is refused in one sentence, and nothing printed.
. "$CASES/errors/lib"

units case
cat >case/a.c <<'END'
#include "kernel.h"

#define RETURN_IF(x) do { if (x) return; } while (0)

static void warn_hidden(struct bio *bio)
{
	RETURN_IF(!bio->bi_private);
	bio->bi_private = vmalloc(64);
}

static const struct block_device_operations ops = {
	.submit_bio = warn_hidden,
};
END
print=$(fingerprint case warn_hidden)
expect 2 fix case "$print"
[ ! -s stdout ] || fail "a patch all the same"
says 'returns from within a macro, in line 7'
one_sentence

cat >case/a.c <<'END'
#include "kernel.h"

static void warn_late(struct bio *bio)
{
	unsigned int flags;

	bio->bi_private = vmalloc(64);
	flags = memalloc_noio_save();
	bio->bi_private = vmalloc(128);
	memalloc_noio_restore(flags);
}

static const struct block_device_operations ops = {
	.submit_bio = warn_late,
};
END
expect 2 fix case "$(fingerprint case warn_late)"
says 'opens this scope already'
one_sentence

cat >case/a.c <<'END'
#include "kernel.h"
#define DEFINE_SUBMIT(name) static void name(struct bio *bio) \
	{ bio->bi_private = vmalloc(64); }
DEFINE_SUBMIT(warn_hidden)
static const struct block_device_operations ops = {
	.submit_bio = warn_hidden,
};
END
expect 2 fix case "$(fingerprint case warn_hidden)"
says 'a macro may write it'
one_sentence

# A restore without its save ends what is opened around it.
cat >case/a.c <<'END'
#include "kernel.h"

static void warn_unsaved(struct bio *bio)
{
	unsigned int flags = 0;

	bio->bi_private = vmalloc(64);
	memalloc_noio_restore(flags);
}

static const struct block_device_operations ops = {
	.submit_bio = warn_unsaved,
};
END
expect 2 fix case "$(fingerprint case warn_unsaved)"
says 'warn_unsaved\(\) calls memalloc_noio_restore\(\) and not memalloc_noio_save'
one_sentence

# An interrupt has no task of its own.
cat >case/a.c <<'END'
#include "kernel.h"
struct dev {
	struct timer_list timer;
	struct bio *bio;
};

static void warn_timer(struct timer_list *t)
{
	struct dev *d = from_timer(d, t, timer);

	d->bio->bi_private = vmalloc(64);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	d->bio = bio;
	mod_timer(&d->timer, jiffies + HZ);
}

void dev_init(struct dev *d)
{
	timer_setup(&d->timer, warn_timer, 0);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
END
expect 2 fix case "$(fingerprint case warn_timer)"
says 'reached from an interrupt'
one_sentence

expect 2 fix case
says 'which finding'
expect 2 fix case 0123456789abcdef
says 'no finding has the fingerprint 0123456789abcdef'
one_sentence
units case a b
expect 2 fix case ''
says 'several findings begin with'
one_sentence
