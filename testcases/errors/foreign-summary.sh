#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A summary of something else, or no summary at all, is made again.
. "$CASES/errors/lib"

units case a b
expect 1 check case
mv stdout first
summaries case >list
[ -s list ] || fail "no summary found below case/"
while read -r file; do
	head -c 4096 /dev/urandom >"$file"
done <list
expect 1 check case
cmp -s first stdout || fail "noise: another report"

# Each summary in the place of another.
set -- $(cat list)
cp "$1" keep
for file in "$@"; do
	[ "$file" = "$1" ] || cat keep >"$file"
done
expect 1 check case
cmp -s first stdout || fail "summaries swapped: another report"

# One flipped byte in the middle.
while read -r file; do
	size=$(wc -c <"$file")
	printf '\377' | dd of="$file" bs=1 seek=$((size / 2)) conv=notrunc \
		2>/dev/null
done <list
expect 1 check case
cmp -s first stdout || fail "a flipped byte: another report"
