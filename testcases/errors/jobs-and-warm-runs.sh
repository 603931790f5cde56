#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The same bytes for any number of jobs, and for a warm run and a cold one.
. "$CASES/errors/lib"

units case a b c d e
for format in text json; do
	expect 1 check case --format $format -j 1
	mv stdout first
	expect 1 check case --format $format -j 1
	cmp -s first stdout || fail "$format: a warm run differs"
	expect 1 check case --format $format -j 4
	cmp -s first stdout || fail "$format: -j 4 differs"
	summaries case | xargs rm -f
	expect 1 check case --format $format -j 3
	cmp -s first stdout || fail "$format: a cold run differs"
done
