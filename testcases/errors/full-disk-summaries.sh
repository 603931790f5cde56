#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# No room for the summaries: said, nothing half written, the next run works.
. "$CASES/errors/lib"

[ "$(id -u)" = 0 ] || skip "needs root for a small file system"
mkdir small
mount -t tmpfs -o size=512k tmpfs small 2>/dev/null || skip "cannot mount"
trap 'umount "$TMPDIR/small" 2>/dev/null || umount -l small' EXIT
units small/case a b c
dd if=/dev/zero of=small/ballast bs=1k 2>/dev/null || true
expect 2 check small/case
says "[Nn]o space"
rm small/ballast
expect 1 check small/case
for name in a b c; do
	grep -q "warn_$name" stdout || fail "warn_$name is lost afterwards"
done
