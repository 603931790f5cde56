#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --overlay reads another text in the place of a file, for this run only.
. "$CASES/errors/lib"

units case a b
expect 1 check case
mv stdout plain
sed s/GFP_KERNEL/GFP_NOIO/ case/a.c >fixed.c
sed 's/define GFP_KERNEL.*/define GFP_KERNEL GFP_NOIO/' case/kernel.h >fixed.h

expect 1 check case --overlay a.c=fixed.c
grep -q warn_b stdout || fail "the other unit is lost"
grep -q warn_a stdout && fail "a.c was not replaced"
expect 1 check case --overlay "$PWD/case/a.c=fixed.c"
grep -q warn_a stdout && fail "a.c was not replaced by its full name"
expect 1 check case --overlay case/a.c=fixed.c
grep -q warn_a stdout && fail "a.c was not replaced by its name from here"
expect 0 check case --overlay kernel.h=fixed.h
expect 1 check case
cmp -s plain stdout || fail "an overlay outlived its run"
expect 1 check case --timings
says "extract: 0 of 3 units parsed"

expect 2 check case --overlay nowhere.c=fixed.c
says "no unit"
one_sentence
expect 2 check case --overlay a.c=fixed.c --overlay case/a.c=plain.c
says "two overlays of case/a\.c"
one_sentence
expect 2 check case --overlay a.c=nowhere.c
says "nowhere\.c"
one_sentence
[ -z "$(find case -name 'overlay-*')" ] || fail "a folder is left"

# Two at once, in a folder that nothing was checked in yet.
rm -rf case/.gfpcheck
for i in 1 2; do
	check case --overlay a.c=fixed.c >"out.$i" 2>"err.$i" &
done
wait
for i in 1 2; do
	grep -q warn_b "out.$i" || fail "run $i: $(cat "err.$i")"
done
