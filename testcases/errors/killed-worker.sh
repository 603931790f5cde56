#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A worker that is killed costs its unit: that is in the coverage, the others
# are reported, and the next run parses this unit again.
. "$CASES/errors/lib"

units case a b c d
sed -i '1i #include "slow.h"' case/b.c
mkfifo case/slow.h # whoever opens it waits

"$GFPCHECK" check --units case/compile_commands.json --rules "$RULES" -j 2 \
	>stdout 2>stderr &
pid=$!
tries=0
until [ -e case/.gfpcheck/summaries/a.o.gfp ] &&
	[ -e case/.gfpcheck/summaries/c.o.gfp ] &&
	[ -e case/.gfpcheck/summaries/d.o.gfp ] &&
	[ "$(pgrep -c -P $pid gfpcheck)" = 1 ]; do
	tries=$((tries + 1))
	[ $tries -lt 600 ] || fail "the others were not parsed"
	sleep 0.05
done
pkill -KILL -P $pid gfpcheck
status=0
wait $pid || status=$?
[ $status = 1 ] || fail "exit status $status"
for name in a c d; do
	grep -q "warn_$name" stdout || fail "warn_$name is lost"
done
grep -q "1 failed" stdout || fail "the coverage does not count the unit"
grep -q "b\.c.*signal 9" stdout || fail "the coverage does not say why"

rm case/slow.h
echo '/* here */' >case/slow.h
expect 1 check case --timings
says "extract: 1 of 5 units parsed"
grep -q warn_b stdout || fail "warn_b is lost"
grep -q " 0 failed" stdout || fail "the unit is still counted"
