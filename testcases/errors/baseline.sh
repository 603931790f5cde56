#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The file of accepted findings: written, read, pruned; reasons are kept.
. "$CASES/errors/lib"

# baseline VERB ARGUMENT... - of the folder case, in the file known
baseline()
{
	verb=$1
	shift
	"$GFPCHECK" baseline "$verb" --units case/compile_commands.json \
		--rules "$RULES" -o known "$@"
}

units case a b c
expect 0 baseline write
expect 2 check case --baseline known
says "known:[0-9]+: the reason is missing in 3 lines"
one_sentence
rm known
expect 0 baseline write b.c
has "^known: 1 lines, 1 added; 1 without a reason"
expect 2 check case --baseline known
says "known:[0-9]+: the reason is missing"
one_sentence
sed -i 's/\(b\.c:warn_b()\).*/\1\told hardware only/' known
expect 1 check case --baseline known
lacks "warning: warn_b"
has "warning: warn_a"
has "^2 findings.*; 1 accepted by the baseline$"

# More of them; what was written stays.
echo '# ours' >>known
expect 0 baseline write --reason "was there before"
has "^known: 3 lines, 2 added$"
grep -q "^# ours$" known || fail "a comment is lost"
grep -q "warn_b()	old hardware only$" known || fail "a reason is lost"
grep -v '^#' known | cut -f3 >places
sort -c places || fail "not in order of place"
expect 0 check case --baseline known
has "^0 findings.*; 3 accepted by the baseline$"
expect 0 check case --baseline known --format json -o out.json
grep -q '"suppressed": "old hardware only"' out.json || fail "no reason in JSON"
cp known known.3
expect 0 baseline write
cmp -s known known.3 || fail "written again, it differs"

# A finding that is gone.
sed -i s/GFP_KERNEL/GFP_NOIO/ case/b.c
expect 0 check case --baseline known
says "1 of the findings that known accepts is not found any more"
has "^note: known:[0-9]+: noio-mask at b\.c:warn_b\(\) is not found any more"
expect 0 check case --baseline known a.c
lacks "^note: known"
expect 0 baseline write
has "1 stale: .gfpcheck baseline prune. removes them"
expect 0 baseline prune c.c
has "^known: 3 lines, 0 removed"
expect 0 baseline prune
has "^known: 2 lines, 1 removed"
expect 0 check case --baseline known
[ ! -s stderr ] || fail "still stale"

# It moves with its file, and a rename is written down.
mv case/c.c case/moved.c
sed -i 's/"c\.c"/"moved.c"/g; s/"c\.o"/"moved.o"/g' case/compile_commands.json
expect 0 check case --baseline known
expect 0 baseline write
grep -q "moved\.c:warn_c()	was there before" known || fail "place is stale"

# A damaged file.
expect 2 check case --baseline nowhere
says "cannot read the baseline nowhere.*baseline write"
one_sentence
sed 's/	.*//' known >half
expect 2 check case --baseline half
says "half:[0-9]+: not a line of a baseline"
cat known known >twice
expect 2 check case --baseline twice
says "twice:[0-9]+: this fingerprint was accepted before"
cp known before
sed -i 's/	noio/ noio/' known
expect 2 baseline write
says "known:[0-9]+: not a line"
sed 's/	noio/ noio/' before | cmp -s - known || fail "a damaged file was changed"
expect 2 "$GFPCHECK" baseline
one_sentence
expect 2 "$GFPCHECK" baseline wriet -o x
says "neither write nor prune"
mkfifo pipe
expect 2 baseline write -o pipe
says "pipe is no file"
expect 2 baseline write --reason "two
lines"
