#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Below make: the same report, with as many workers as make has jobs to give,
# and nothing taken from it. (unit/test_jobs counts workers and tokens.)
. "$CASES/errors/lib"

command -v make >/dev/null || skip "make is not installed"
units case a b c d e f
expect 1 check case --format json
mv stdout alone
RUN="$GFPCHECK check --units case/compile_commands.json --rules $RULES --format json"

cat >shared.mk <<END
all:
	+@$RUN -o shared || [ \$\$? = 1 ]
	@exit 0
END
rm -rf case/.gfpcheck
expect 0 make -s -j3 -f shared.mk
cmp -s alone shared || fail "make -j3: another report"
[ ! -s stderr ] || fail "something is complained of"

# Two of them beside each other; make itself notices when tokens are missing.
units other a b c
cat >two.mk <<END
all: one two
one:
	+@$RUN -o shared || [ \$\$? = 1 ]
two:
	+@$GFPCHECK check --units other/compile_commands.json --rules $RULES -o two || [ \$\$? = 1 ]
END
rm -rf case/.gfpcheck
expect 0 make -s -j2 -f two.mk
cmp -s alone shared || fail "make -j2: another report"
[ ! -s stderr ] || fail "something is complained of"

# Not shared: one worker, and it is said how to mend that.
cat >closed.mk <<END
all:
	@$RUN -j 4 -o shared || [ \$\$? = 1 ]
END
rm -rf case/.gfpcheck
expect 0 make -s -j3 -f closed.mk
cmp -s alone shared || fail "without a +: another report"
says "put \+ before"
