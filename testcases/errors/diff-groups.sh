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
for n in 1 2 3; do
	masks $n >case/a.c
	commit case "masks-$n"
done
expect 1 compare case --base first --head masks-2
has "^1 introduced, 1 fixed, 0 preexisting"
has "2 masks below it"
lacks "^note: below"

# The one that makes a group of one finding is introduced; nothing is fixed.
expect 1 compare case --base masks-1 --head masks-2
has "^1 introduced, 0 fixed, 0 preexisting"
has "^note: below setup\(\), the mask in fill_2\(\) at a\.c:[0-9]+ is new"
lacks "fill_1\(\) .*is new"

# Which of them is new is said below the finding, in JSON and in the change.
has "^      a\.c:[0-9]+: new: fill_2\(\)"
lacks "new: fill_1"
expect 1 compare case --base masks-1 --head masks-2 --format github
has "file=a\.c,line=9,"
expect 1 compare case --base masks-1 --head masks-2 --format json -o out.json
[ "$(grep -c '"baseline": "new"' out.json)" -eq 2 ] || fail "not one new member"
[ "$(grep -c '"baseline": "unchanged"' out.json)" -eq 1 ] || fail "not one old"
expect 1 compare case --base masks-2 --head masks-3
has "^1 introduced, 0 fixed, 0 preexisting"
expect 0 compare case --base masks-2 --head masks-2
has "^0 introduced, 0 fixed, 1 preexisting"

# Mending one introduces nothing, though the group falls apart.
expect 0 compare case --base masks-3 --head masks-2
has "^0 introduced, 0 fixed, 1 preexisting"
expect 0 compare case --base masks-2 --head masks-1
has "^0 introduced, 0 fixed, 1 preexisting"
expect 1 compare case --base masks-2 --head first
has "^fixed: a\.c:.*2 masks below it"
has "^1 introduced, 1 fixed, 0 preexisting"

# So with a baseline: a line for each.
expect 0 "$GFPCHECK" baseline write --units case/compile_commands.json \
	--rules "$RULES" -o known --reason "was there before"
has "^known: 3 lines, 3 added"
expect 0 check case --baseline known
git -C case checkout -q masks-2
expect 0 check case --baseline known
says "1 of the findings that known accepts is not found"
sed -i '/fill_2/d' known
expect 1 check case --baseline known

# And with comments: all of them, or the function that they share.
masks 2 | sed '/->p\[1\]/s|$| // gfpcheck: ok - cold|' >case/a.c
expect 1 check case
masks 2 | sed '/->p\[/s|$| // gfpcheck: ok - cold|' >case/a.c
expect 0 check case
has "; 1 accepted in the source$"
masks 2 | sed '/^static void setup/i // gfpcheck: ok - cold' >case/a.c
expect 0 check case
has "; 1 accepted in the source$"
