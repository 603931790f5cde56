#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A compile command for a file that is not there (a generated source).
. "$CASES/errors/lib"

units case a gone
rm case/gone.c
expect 1 check case
grep -q warn_a stdout || fail "the other unit is lost"
cat stdout stderr >both
grep -q "gone\.c" both || fail "gone.c is not named"
