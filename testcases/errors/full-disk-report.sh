#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The report does not fit: one sentence, status 2.
. "$CASES/errors/lib"

[ -w /dev/full ] || skip "no /dev/full"
units case
for format in text json; do
	expect 2 check case --format $format -o /dev/full
	says "/dev/full"
	status=0
	check case --format $format >/dev/full 2>stderr || status=$?
	[ $status -eq 2 ] || fail "stdout on a full disk: status $status"
done
