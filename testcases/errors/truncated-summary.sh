#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A summary that was cut off is made again: same report.
. "$CASES/errors/lib"

units case a b
expect 1 check case
mv stdout first
summaries case >list
[ -s list ] || fail "no summary found below case/"
for cut in 0 1 7 half; do
	while read -r file; do
		size=$(wc -c <"$file")
		[ $cut = half ] && keep=$((size / 2)) || keep=$cut
		head -c "$keep" "$file" >cut
		cat cut >"$file"
	done <list
	expect 1 check case
	cmp -s first stdout || fail "cut to $cut: another report"
done
