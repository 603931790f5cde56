#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gfpcheck diff when files come, go and get other names: the base then has a
# tree of its own, which the next comparison finds again.
. "$CASES/errors/lib"

# unit NAME - list it
unit()
{
	sed -i '$d' case/compile_commands.json
	printf ',{"directory":".","file":"%s.c","output":"%s.o","arguments":["gcc","-std=gnu11","-I.","-c","-o","%s.o","%s.c"]}\n]\n' \
		"$1" "$1" "$1" "$1" >>case/compile_commands.json
}

repository case a b
sed s/warn_a/warn_c/ case/a.c >case/c.c
unit c
commit case added
expect 1 compare case --base first
says "tree of its own: c\.c|tree of its own: compile_commands"
has "^c\.c:4:[0-9]+: warning: warn_c"
has "^1 introduced, 0 fixed, 2 preexisting"

# Another base: what did not change is not parsed again.
sed -i 's/64/128/' case/a.c
commit case touched
expect 0 compare case --base added --timings
has "^0 introduced, 0 fixed, 3 preexisting"
sed -i 's/"c\.c"/"d.c"/; s/c\.o/d.o/g; s/"c\.c"/"d.c"/' case/compile_commands.json
git -C case mv c.c d.c
commit case renamed
expect 0 compare case --base touched --timings
has "^0 introduced, 0 fixed, 3 preexisting"
has "^note: d\.c was c\.c in the base"
says "extract: [12] of 4 units parsed"

# The file goes, its finding is fixed.
sed -i '/d\.c/d' case/compile_commands.json
git -C case rm -q d.c
commit case removed
expect 0 compare case --base renamed
has "^fixed: d\.c:4: warn_c"
has "^0 introduced, 1 fixed, 2 preexisting"

# A header that only the base has.
git -C case checkout -q first
echo '#define GFP_OURS GFP_KERNEL' >case/ours.h
sed -i '1i #include "ours.h"' case/a.c
sed -i s/GFP_KERNEL/GFP_OURS/ case/a.c
commit case header
git -C case rm -q ours.h
sed -i '1d; s/GFP_OURS/GFP_KERNEL/' case/a.c
commit case headless
expect 0 compare case --base header
has "^0 introduced, 0 fixed, 2 preexisting"
expect 0 compare case --base headless --head header
has "^0 introduced, 0 fixed, 2 preexisting"

# A run that was stopped while it wrote the tree.
rm -f cache/diff-*/base/commit
echo '#error half written' >"$(echo cache/diff-*/base)/tree/a.c"
expect 0 compare case --base header
has "^0 introduced, 0 fixed, 2 preexisting"
lacks "^note: in the base"

# A base that does not parse is told.
git -C case checkout -q first
echo '#error broken' >>case/a.c
commit case unparsable
git -C case checkout -q first
expect "0 1" compare case --base unparsable
has "^note: in the base 1 units are degraded and 0 failed"

# A tree that is a folder of a larger repository, of which the rest is of no
# concern.
mkdir mono
git -C mono init -q
git -C mono config user.email nobody@localhost
git -C mono config user.name nobody
git -C case archive --prefix=kernel/ first | tar -xf - -C mono
commit mono first
sed -i s/GFP_KERNEL/GFP_NOIO/ mono/kernel/a.c
echo >mono/Makefile
commit mono mended
echo >>mono/Makefile
expect 0 compare mono/kernel --base first
! grep -q "tree of its own" stderr || fail "of what is outside"
has "^fixed: a\.c:4: warn_a"
expect 1 compare mono/kernel --base mended --head first
has "^1 introduced, 0 fixed, 1 preexisting"
git -C mono mv kernel/b.c kernel/c.c
sed -i 's/"b\.c"/"c.c"/g; s/"b\.o"/"c.o"/g' mono/kernel/compile_commands.json
commit mono renamed
expect 0 compare mono/kernel --base mended
says "tree of its own"
has "^0 introduced, 0 fixed, 1 preexisting"

# A file whose bugs are one finding with members.
repository group a b
cat >group/a.c <<END
#include "kernel.h"
static void more(struct bio *bio)
{
	bio->bi_private = kzalloc(32, GFP_KERNEL);
}
static void warn_a(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	more(bio);
}
static const struct block_device_operations ops = {
	.submit_bio = warn_a,
};
END
commit group grouped
expect 1 compare group --base first
has "warn_a\(\): 2 masks .*\[noio-scope\]"
git -C group mv a.c e.c
sed -i 's/"a\.c"/"e.c"/g; s/"a\.o"/"e.o"/g' group/compile_commands.json
commit group moved
expect 0 compare group --base grouped
has "^0 introduced, 0 fixed, 2 preexisting"
has "^note: e\.c was a\.c in the base"
