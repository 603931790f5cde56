#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Killed at any moment: nothing is corrupted and the next run works.
. "$CASES/errors/lib"

units case a b c d e f
expect 1 check case
mv stdout clean
rm -rf case
units case a b c d e f
for ms in 005 010 020 040 080 150 300; do
	timeout -s KILL "0.$ms" "$GFPCHECK" check \
		--units case/compile_commands.json --rules "$RULES" \
		>/dev/null 2>&1 || true
done
expect 1 check case
cmp -s clean stdout || fail "another report after killed runs"
[ -z "$(find case -name '*.tmp*')" ] || fail "left: $(find case -name '*.tmp*')"
