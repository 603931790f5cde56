#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Many masks below one function are one finding: a mask more or less is still
# one mask for gfpcheck diff, though findings become a group, or fall apart.
. "$CASES/errors/lib"

# masks N FILE - N functions below setup() that allocate
masks()
{
	echo '#include "kernel.h"'
	echo 'struct thing { void *p[64]; };'
	for i in $(seq "$1"); do
		printf 'static void fill_%s(struct thing *t)\n{\n' "$i"
		printf '\tt->p[%s] = kmalloc(64, GFP_KERNEL);\n}\n' "$i"
	done
	printf 'static void setup(struct thing *t)\n{\n'
	for i in $(seq "$1"); do
		printf '\tfill_%s(t);\n' "$i"
	done
	cat <<-END
	}
	static void start(struct bio *bio)
	{
		setup(bio->bi_private);
	}
	static const struct block_device_operations ops = {
		.submit_bio = start,
	};
	END
}

repository case a
for n in 11 12 13; do
	masks $n >case/a.c
	commit case "masks-$n"
done
expect 1 compare case --base first --head masks-11
has "^11 introduced, 1 fixed, 0 preexisting"
expect 1 compare case --base first --head masks-12
has "^1 introduced, 1 fixed, 0 preexisting"
has "setup\(\): 12 masks"

# The one that makes a group of eleven is introduced; nothing is fixed.
expect 1 compare case --base masks-11 --head masks-12
has "^1 introduced, 0 fixed, 0 preexisting"
has "^note: below setup\(\), the mask in fill_12\(\) at a\.c:[0-9]+ is new"
lacks "fill_11\(\) .*is new"
expect 1 compare case --base masks-12 --head masks-13
has "^1 introduced, 0 fixed, 0 preexisting"
expect 0 compare case --base masks-12 --head masks-12
has "^0 introduced, 0 fixed, 1 preexisting"

# Mending one introduces nothing, though the group falls apart.
expect 0 compare case --base masks-13 --head masks-12
has "^0 introduced, 0 fixed, 1 preexisting"
expect 0 compare case --base masks-12 --head masks-11
has "^0 introduced, 0 fixed, 11 preexisting"
expect 1 compare case --base masks-12 --head first
has "^fixed: a\.c:.*setup\(\): 12 masks"
has "^1 introduced, 1 fixed, 0 preexisting"
