#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A group's scope mends all of its members: those too that another task reaches
# past the place of the group. No patch is printed that does not mend.
. "$CASES/errors/lib"

# driver TASK... - a group below setup(), and tasks that reach one of its masks
# another, longer way.
driver()
{
	{
		cat <<-'EOF'
		#include "kernel.h"
		struct dev {
			struct bio *bio;
			void *a, *b;
			struct work_struct work;
		EOF
		for t in "$@"; do echo "	struct work_struct $t;"; done
		cat <<-'EOF'
		};

		static void first(struct dev *d)
		{
			d->a = kmalloc(64, GFP_KERNEL);
		}

		static void second(struct dev *d)
		{
			d->b = kmalloc(32, GFP_KERNEL);
		}

		static void setup(struct dev *d)
		{
			first(d);
			second(d);
			bio_endio(d->bio);
		}

		static void reset(struct work_struct *work)
		{
			setup(container_of(work, struct dev, work));
		}

		static void once_more(struct dev *d)
		{
			first(d);
		}

		static void again(struct dev *d)
		{
			once_more(d);
			bio_endio(d->bio);
		}

		EOF
		for t in "$@"; do
			echo "static void do_$t(struct work_struct *work)"
			echo "{"
			echo "	again(container_of(work, struct dev, $t));"
			echo "}"
			echo
		done
		echo "static void submit(struct bio *bio)"
		echo "{"
		echo "	struct dev *d = bio->bi_private;"
		echo
		for t in work "$@"; do echo "	schedule_work(&d->$t);"; done
		echo "}"
		echo
		echo "static const struct block_device_operations ops = {"
		echo "	.submit_bio = submit,"
		echo "};"
		echo
		echo "void dev_init(struct dev *d)"
		echo "{"
		echo "	INIT_WORK(&d->work, reset);"
		for t in "$@"; do echo "	INIT_WORK(&d->$t, do_$t);"; done
		echo "}"
	} >case/a.c
}

units case
driver
mends case setup
[ "$(grep -c '^+.*memalloc_noio_save' patch)" -eq 1 ] || fail "not one scope"
expect 0 check case

# Another task reaches one of them past setup(): it gets a scope as well.
driver retry
mends case setup
patched '^ static void setup'
patched '^ static void do_retry'
[ "$(grep -c '^+.*memalloc_noio_save' patch)" -eq 2 ] || fail "not two scopes"
! grep -q '^[-+].*GFP_' patch || fail "a mask was changed"
expect 0 check case

# A member that is asked for by its own name is mended alone.
driver
fingerprint case setup >group
member=$(python3 -c 'import json
for f in json.load(open("report.json"))["findings"]:
    for m in f["members"]:
        if m["function"] == "second":
            print(m["fingerprint"])')
expect 0 fix case "$member"
has '^\+d->b = kmalloc\(32, GFP_NOIO\);'
[ "$(grep -c '^[-+][^-+]' stdout)" -eq 2 ] || fail "more was changed"

# So many tasks are no boundary: the one mask is changed instead.
driver t1 t2 t3 t4 t5
mends case setup
[ "$(grep -c '^+.*memalloc_noio_save' patch)" -eq 1 ] || fail "not one scope"
[ "$(grep -c '^+.*GFP_NOIO' patch)" -eq 1 ] || fail "not one mask"
expect 0 check case

# A patch is tried before it is printed. Here another word for the mask does not
# mend it, so it is a scope.
units case
sed -i 's/GFP_KERNEL/GFP_KERNEL | __GFP_IO/' case/a.c
expect 0 fix case "$(fingerprint case warn_a)" --unproven
has '^\+.*GFP_NOIO \| __GFP_IO'
mends case warn_a
patched '^\+	unsigned int noio_flags = memalloc_noio_save'
! grep -q '^[-+].*GFP_' patch || fail "the mask was changed"

# Here neither does: there is no patch, and a reason.
units case
sed -i 's/bio->bi_private = .*/current->flags \&= ~PF_MEMALLOC_NOIO; &/
	s/GFP_KERNEL/GFP_KERNEL | __GFP_IO/' case/a.c
expect 2 fix case "$(fingerprint case warn_a)"
[ ! -s stdout ] || fail "a patch all the same"
says 'the patch was tried and does not mend it'
one_sentence

# The others that are asked for get theirs.
units case a b
sed -i 's/bio->bi_private = .*/current->flags \&= ~PF_MEMALLOC_NOIO; &/
	s/GFP_KERNEL/GFP_KERNEL | __GFP_IO/' case/a.c
expect 2 fix case "$(fingerprint case warn_a)" "$(fingerprint case warn_b)"
has '^--- a/b.c'
lacks '^--- a/a.c'
one_sentence
