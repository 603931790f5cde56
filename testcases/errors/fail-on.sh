#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --fail-on decides what makes the exit status 1, whatever is shown.
. "$CASES/errors/lib"

# Each level alone: the mask is known on a plain way, over a hand-off, not known.
units certain
tasks likely
sed -i 's/GFP_KERNEL/GFP_NOIO/' likely/b.c
units possible
sed -i '2i extern gfp_t unknown;' possible/a.c
sed -i 's/GFP_KERNEL/unknown/' possible/a.c
for level in certain likely possible; do
	expect "0 1" check $level --confidence possible
	has "^1 finding: .*\b1 $level"
done

# exits LEVEL "CERTAIN LIKELY POSSIBLE" - the three statuses with --fail-on LEVEL
exits()
{
	set -- "$1" $2
	expect "$2" check certain --fail-on "$1"
	expect "$3" check likely --fail-on "$1"
	expect "$4" check possible --fail-on "$1"
}

exits certain "1 0 0"
exits likely "1 1 0"
exits possible "1 1 1"
lacks "warning: warn_a" # it fails for what it does not show
has "; 1 possible not shown"
exits never "0 0 0"

# advice is no reason, unless it is asked for
units note
sed -i "s/bio->bi_private = .*/unsigned int f = memalloc_noio_save(); &; memalloc_noio_restore(f);/" note/a.c
expect 0 check note --fail-on possible
lacks note
expect 1 check note --confidence note
has "\[noio-narrow\]"
expect 2 fix note "$(sed -n "s/^ *fingerprint //p" stdout)"
says "it is advice and no bug"
expect 0 check note --confidence note --fail-on possible

# by default for what is shown
expect 1 check likely
expect 0 check likely --confidence certain
expect 0 check possible
expect 1 check possible --confidence possible
expect 1 check likely --confidence certain --fail-on likely

# what is accepted fails nothing
sed -i 's|kmalloc.*|& /* gfpcheck: ok - probe only, no I/O yet */|' certain/a.c
exits possible "0 1 1"
has "; 1 possible not shown"

expect 2 check certain --fail-on sometimes
says "certain, likely"
