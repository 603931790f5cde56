#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Questions: answered from what a check left; made anew when that is missing,
# old or damaged; never from a run with overlays.
. "$CASES/errors/lib"

ask()
{
	question=$1
	shift
	"$GFPCHECK" "$question" --units case/compile_commands.json \
		--rules "$RULES" "$@"
}

units case a b
answers=case/.gfpcheck/answers

expect 1 check case --overlay a.c=case/b.c
[ ! -e $answers ] || fail "an overlay left answers"

expect 0 ask why warn_a
says "answers are missing: checking first"
mv stdout first
[ -s $answers ] || fail "no answers were left"
rm $answers
expect 1 check case
[ -s $answers ] || fail "a check left no answers"
expect 0 ask why warn_a
[ ! -s stderr ] || fail "the answers of a check are not taken"
cmp -s first stdout || fail "a check leaves other answers"

expect 1 check case --overlay a.c=case/b.c
expect 0 ask why warn_a
[ ! -s stderr ] || fail "an overlay spoilt the answers"

# A byte in the middle, a byte less, no byte at all.
cp $answers kept
printf 'X' | dd of=$answers bs=1 seek=2000 conv=notrunc 2>dd
expect 0 ask why warn_a
says "answers are damaged"
cmp -s first stdout || fail "other answers after damage"
head -c 3000 kept >$answers
expect 0 ask callers kmalloc
says "answers are damaged"
: >$answers
expect 0 ask why warn_a
says "answers are damaged"
cmp -s kept $answers || fail "the answers differ from those made before"

# A source or a rule that changed.
sed -i 's/GFP_KERNEL/GFP_NOIO/' case/a.c
expect 0 ask why warn_a
says "answers are older"
grep -q 'noio: fine' stdout || fail "an old answer was given"
cp -r "$RULES" rules
echo '# more' >>rules/masks.yaml
expect 0 "$GFPCHECK" why --units case/compile_commands.json --rules rules warn_a
says "answers are older"

expect 2 ask why warn_aa
says "no function warn_aa .*perhaps warn_a"
expect 2 ask why nowhere.c:3
says "no function of this configuration is in nowhere\.c: it has none, or is not built"
expect 2 ask why aa.c:3
says "no function of this configuration is in aa\.c, perhaps a\.c"
expect 2 ask why a.c
says "which place in a\.c. FILE:LINE or FILE:FUNCTION"
expect 2 ask why nothing_like_it_at_all
says "no function nothing_like_it_at_all .*: it is a macro, or is not built"
expect 2 ask entries no-such-rule
says "no entry.*contains no-such-rule"
expect 0 ask why "warn_a()"
# A place as a report or a compiler prints it, and from another folder.
expect 0 ask why a.c:4
mv stdout line
for place in a.c:4:12 a.c:4: a.c:4:12: ./a.c:4 ../case/a.c:4 "$PWD/case/a.c:4:2"; do
	expect 0 ask why "$place"
	cmp -s line stdout || fail "another answer for $place"
done
for place in "" : :4 :warn_a; do
	expect 2 ask why "$place"
	says "which place is"
	one_sentence
done
expect 2 ask why a.c:1
says "no function is at a\.c:1: it is before warn_a.*lines 2 to 5"
expect 2 ask why
one_sentence
expect 2 ask callers
one_sentence
expect 2 ask callers --depth none warn_a
says "no depth"
expect 2 ask stats --calls
says "json"
expect 2 ask stats --format html
says "text or json"
expect 2 ask entries a b
one_sentence
expect 2 "$GFPCHECK" why warn_a
says "tree DIR"

expect 0 ask stats --format json --calls
python3 -c 'import json, sys; json.load(open("stdout"))["program"]' ||
	fail "the statistics are no JSON"
