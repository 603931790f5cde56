#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A signal ends the program and its workers; the next run works.
. "$CASES/errors/lib"

units case a b c d e f
timeout -s TERM 0.05 "$GFPCHECK" check --units case/compile_commands.json \
	--rules "$RULES" >/dev/null 2>&1 || true
sleep 0.2
expect 1 check case
for name in a b c d e f; do
	grep -q "warn_$name" stdout || fail "warn_$name is lost"
done
