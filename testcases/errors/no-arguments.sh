#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Nothing to do, an unknown command, an unknown option: a sentence, status 2.
. "$CASES/errors/lib"

expect 2 "$GFPCHECK"
[ -s stderr ] || fail "says nothing"
expect 2 "$GFPCHECK" nosuchcommand
says "nosuchcommand"
expect 2 "$GFPCHECK" check --nosuchoption
says "nosuchoption"
expect 2 "$GFPCHECK" check --rules "$RULES"
[ -s stderr ] || fail "says nothing without a tree"
