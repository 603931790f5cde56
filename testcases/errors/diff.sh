#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gfpcheck diff compares two revisions as whole programs.
. "$CASES/errors/lib"

repository case a b
expect 0 compare case --base first
has "^0 introduced, 0 fixed, 2 preexisting; base [0-9a-f]{12}$"
has "^0 findings"

# One less; and it is back.
sed -i s/GFP_KERNEL/GFP_NOIO/ case/a.c
commit case mended
expect 0 compare case --base first
has "^fixed: a\.c:4: warn_a\(\)"
has "^0 introduced, 1 fixed, 1 preexisting"
sed -i s/GFP_NOIO/GFP_KERNEL/ case/a.c
commit case broken
expect 1 compare case --base mended
has "^a\.c:4:[0-9]+: warning: warn_a"
lacks "warning: warn_b"
has "^1 introduced, 0 fixed, 1 preexisting"
expect 0 compare case --base mended --fail-on never
expect 0 compare case --base mended b.c
has "^0 introduced, 0 fixed, 1 preexisting"

# A header makes files wrong that nobody touched.
sed -i 's/kmalloc(64, GFP_KERNEL)/kmalloc(64, GFP_OURS)/' case/b.c
sed -i '1i #include "ours.h"' case/b.c
echo '#define GFP_OURS GFP_NOIO' >case/ours.h
commit case ours
echo '#define GFP_OURS GFP_KERNEL' >case/ours.h
commit case header
expect 1 compare case --base ours --timings
has "^b\.c:5:[0-9]+: warning: warn_b"
has "^1 introduced, 0 fixed, 1 preexisting"
says "extract: 1 of 3 units parsed"

# So does a callee, in another file; the route is new, the entry is not.
cat >case/b.c <<'END'
#include "kernel.h"
void *helper(void);
static void warn_b(struct bio *bio)
{
	bio->bi_private = helper();
}
static const struct block_device_operations ops = {
	.submit_bio = warn_b,
};
END
cat >>case/a.c <<'END'
void *helper(void)
{
	return kmalloc(64, GFP_NOIO);
}
END
commit case callee
sed -i s/GFP_NOIO/GFP_KERNEL/ case/a.c
commit case callee-broken
expect 1 compare case --base callee
has "^a\.c:11:[0-9]+: warning: helper"
has "  warn_b\(\)"
has "^1 introduced, 0 fixed, 1 preexisting"

# Not the head that is checked out, but another one.
expect 1 compare case --base mended --head broken
has "warning: warn_a"
lacks helper

# Every format.
expect 1 compare case --base callee --format json=out.json --format text
for line in '"baseline": "new"' '"introduced": 1' '"preexisting": 1' \
	'"baseline": "unchanged"'; do
	grep -q "$line" out.json || fail "the JSON lacks $line"
done
expect 1 compare case --base callee --format sarif=out.sarif \
	--format gitlab=out.gitlab --format github=out.github
grep -q '"baselineState": "new"' out.sarif || fail "nothing is new in SARIF"
grep -q '"baselineState": "unchanged"' out.sarif || fail "nothing is old in SARIF"
[ "$(grep -c '"fingerprint"' out.gitlab)" -eq 1 ] || fail "GitLab: not one"
expect 1 compare case --base callee --format code-scanning=out.sarif
[ "$(grep -c '"ruleId"' out.sarif)" -eq 1 ] || fail "code scanning: not one"
[ "$(grep -c '^::' out.github)" -eq 1 ] || fail "GitHub: not one"
[ -z "$(git -C case status --porcelain | grep -v gfpcheck)" ] ||
	fail "the work tree was written to"
