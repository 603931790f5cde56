#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Only what changed in content is parsed again: not what was touched, and not
# what was changed there and back.
. "$CASES/errors/lib"

# parses N - the next run parses N units (the probe is one of them)
parses()
{
	expect "0 1" check case --timings
	says "extract: $1 of 4 units parsed"
}

units case a b c
parses 4
parses 0
touch case/a.c case/kernel.h case/compile_commands.json
parses 0
cp case/a.c keep
sed s/GFP_KERNEL/GFP_NOIO/ keep >case/a.c
cat keep >case/a.c
parses 0
sed s/GFP_KERNEL/GFP_NOIO/ keep >case/a.c
parses 1
grep -q warn_a stdout && fail "the changed file was not read"
parses 0
cat keep >case/a.c
parses 1
grep -q warn_a stdout || fail "the file changed back was not read"
echo '/* longer */' >>case/kernel.h
parses 4

# A header that was missing and comes into being.
echo '#include "late.h"' >>case/b.c
parses 1
grep -q "late\.h" stdout || fail "the missing header is not named"
parses 0
echo '/* here */' >case/late.h
parses 1
grep -q "late\.h" stdout && fail "the new header was not read"

# Another flag.
sed -i '0,/"-c"/s//"-DX","-c"/' case/compile_commands.json
parses 1
parses 0
