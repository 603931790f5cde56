#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Units that do not parse: said and counted, and the others are still checked.
. "$CASES/errors/lib"

units case a missing error deep
echo '#include "nowhere.h"' >>case/missing.c
echo 'this is no C;' >>case/error.c
{
	printf 'int deep = '
	head -c 20000 /dev/zero | tr '\0' '('
	echo 1
} >>case/deep.c
expect 1 check case
grep -q warn_a stdout || fail "the good unit is lost"
cat stdout stderr >both
grep -q "missing\.c" both || fail "missing.c is not named"
grep -q "nowhere\.h" both || fail "the first error is not shown"
grep -q "error\.c" both || fail "error.c is not named"
grep -q "deep\.c" both || fail "deep.c is not named"
