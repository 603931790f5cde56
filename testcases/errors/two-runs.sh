#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Two runs at once in one folder: each reports or says that the other is there.
. "$CASES/errors/lib"

units case a b c d
run()
{
	status=0
	check case >"out.$1" 2>"err.$1" || status=$?
	echo $status >"status.$1"
}
run 1 &
run 2 &
wait
done=0
for i in 1 2; do
	case $(cat status.$i) in
	1) done=$((done + 1)) ;;
	2) [ "$(grep -c . err.$i)" -eq 1 ] || fail "run $i: $(cat err.$i)" ;;
	*) fail "run $i: status $(cat status.$i): $(cat err.$i)" ;;
	esac
done
[ $done -gt 0 ] || fail "neither run reported"
expect 1 check case
for i in 1 2; do
	[ "$(cat status.$i)" -eq 2 ] || cmp -s "out.$i" stdout ||
		fail "run $i gave another report"
done
