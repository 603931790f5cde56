#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Findings are kept: a warm run takes them, writes the same bytes in every
# format, and solves again when anything that they follow from has changed.
. "$CASES/errors/lib"

tasks case
units more c
sed 's/warn_c/warn_d/' more/c.c >case/b.c
echo 'int half(void) { return missing; }' >>case/b.c
answers=case/.gfpcheck/answers

all cold
solved
all warm
kept
same cold warm

# Only dates changed: read once, then not again.
touch case/*.c case/kernel.h
all touched
kept
same cold touched

# What is asked at the end is asked anew.
expect 1 check case b.c --timings
kept
grep -q warn_d stdout || fail "b.c is not reported"
grep -q warn_worker stdout && fail "a.c is reported"
expect 0 "$GFPCHECK" baseline write --units case/compile_commands.json \
	--rules "$RULES" --reason known --timings -o known
kept
expect 0 check case --baseline known --timings
kept
cat >case/.gfpcheck.yaml <<-END
disable: [noio-mask]
END
expect "0 1" check case --timings
kept
grep -q "noio-mask" stdout && fail "the folder's configuration does not count"
rm case/.gfpcheck.yaml

# A comment that moves nothing: parsed, not solved. One that moves the line of
# an error: solved. See moved-findings.sh for what else moves.
cp case/b.c keep
sed 's|GFP_KERNEL);|GFP_KERNEL);/* gfpcheck: ok - here */|' keep >case/b.c
expect 1 check case --timings
says "extract: 1 of 3 units parsed"
kept
grep -q warn_d stdout && fail "the comment does not count"
cat keep >case/b.c
echo '/* the end */' >>case/b.c
all comment
says "extract: 1 of 3 units parsed"
kept
same cold comment
{ echo; cat keep; } >case/b.c
all moved
solved
grep -q 'b\.c:5:' moved/text || fail "the finding did not move"
cat keep >case/b.c
all back
solved
same cold back

# What they follow from: a rule, a flag, a unit more, a source.
cp -r "$RULES" rules
echo '# more' >>rules/masks.yaml
RULES_KEPT=$RULES RULES=$PWD/rules
all rules
solved
RULES=$RULES_KEPT
all again
solved
same cold again
sed 's/GFP_KERNEL/GFP_NOIO/' keep >case/b.c
expect 1 check case --timings
solved
grep -q warn_d stdout && fail "an old finding"
cat keep >case/b.c
all again
solved

# Damage: each byte of the findings is covered, and so is the length.
cp $answers whole
size=$(wc -c <whole)
for at in 9 100 $((size / 2)) $((size - 2)); do
	cat whole >$answers
	printf 'X' | dd of=$answers bs=1 seek="$at" conv=notrunc 2>dd
	all hurt
	solved
	same cold hurt
	cmp -s whole $answers || fail "byte $at: not mended"
done
for keep in 0 7 200 $((size - 1)); do
	head -c "$keep" whole >$answers
	all hurt
	solved
	same cold hurt
done

# Another program, or one that is killed while it writes.
rm $answers
mkdir $answers
all hurt
same cold hurt
says "cannot write"
rmdir $answers
all warm
solved
[ -z "$(find case -name '*.tmp*')" ] || fail "a temporary file is left"

# An overlay with the same facts is served; one with others leaves nothing.
expect 1 check case --overlay b.c=keep --timings
kept
sed 's/GFP_KERNEL/GFP_NOIO/' keep >fixed.c
expect 1 check case --overlay b.c=fixed.c --timings
solved
all warm
kept
same cold warm
