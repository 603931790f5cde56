#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A comment accepts a finding where its mask is written or its allocation is.
. "$CASES/errors/lib"

units case a b
cp case/a.c keep

# with COMMAND - a.c changed by a command of sed, checked
with()
{
	sed "$1" keep >case/a.c
	expect "0 1" check case
}

accepted()
{
	lacks "warning: warn_a"
	has "warning: warn_b"
	has "^1 finding: 1 certain.*; 1 accepted in the source$"
	lacks "accepts nothing"
}

not_accepted()
{
	has "warning: warn_a"
	has "warning: warn_b"
	lacks "accepted in the source"
	has "^note: a\.c:$1: this .gfpcheck: ok. accepts nothing: remove it"
}

with 's|kmalloc.*|& /* gfpcheck: ok - probe only, no I/O yet */|'
accepted
with 's|kmalloc.*|& // gfpcheck: ok - probe only|'
accepted
with '4i\\t/* gfpcheck: ok - probe only */'
accepted
with '4i\\t/*\n\t * gfpcheck: ok - probe only,\n\t * nothing waits yet\n\t */'
accepted
with '4i\\t// gfpcheck: ok - probe only'
accepted

# In the way of nothing.
with '3i\\t/* gfpcheck: ok - probe only */'
not_accepted 3
with '$a/* gfpcheck: ok - probe only */'
not_accepted 9
with '3s|$| /* gfpcheck: ok - of this line, not of the next */|'
not_accepted 3
with '4i\\t/* see gfpcheck: ok - no mark, but talk */'
has "warning: warn_a"
lacks "accepts nothing"
with '4i\\tconst char *s = "gfpcheck: ok - a string";'
has "warning: warn_a"
lacks "accepts nothing"

# Only in the part that is reported.
with '$a/* gfpcheck: ok - unused */'
has "accepts nothing"
expect 1 check case b.c
lacks "accepts nothing"

# The allocation, with the mask in another place.
cat >case/a.c <<'END'
#include "kernel.h"
static void *get(gfp_t gfp)
{
	/* gfpcheck: ok - never called twice */
	return kmalloc(64, gfp);
}
static void warn_a(struct bio *bio)
{
	bio->bi_private = get(GFP_KERNEL);
}
static const struct block_device_operations ops = {
	.submit_bio = warn_a,
};
END
expect 1 check case
accepted

# All but accepted: the status says so.
sed -i '4i\\t/* gfpcheck: ok - as well */' case/b.c
expect 0 check case
has "^0 findings.*; 2 accepted in the source$"
expect 0 check case --format json -o out.json
grep -q '"suppressed": "never called twice"' out.json || fail "not in the JSON"

# A reason is wanted.
for comment in '/* gfpcheck: ok */' '/* gfpcheck: ok - */' '// gfpcheck: ok'; do
	sed "4i\\\\t$comment" keep >case/a.c
	expect 2 check case
	says "a\.c:4: the reason is missing: write"
	one_sentence
done
sed '4i\\t/* gfpcheck: okay then */' keep >case/a.c
expect 2 check case
says "a\.c:4: this comment says nothing: write"
one_sentence

# In a build as well.
cd case
sed '4i\\t/* gfpcheck: ok - probe only */' ../keep >a.c
expect 0 "$GFPCHECK" hook --rules "$RULES" -D__linux__ -Wp,-MMD,./.a.o.d \
	-I. -D__KERNEL__ -std=gnu11 '-DKBUILD_MODFILE="a"' \
	'-DKBUILD_BASENAME="a"' '-DKBUILD_MODNAME="a"' a.c
[ ! -s stderr ] || fail "the hook reports what is accepted"
expect 0 "$GFPCHECK" report --objtree . --rules "$RULES"
has "; 1 accepted in the source$"
