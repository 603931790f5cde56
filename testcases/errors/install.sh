#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# make install puts the program where it finds its rules, with manual page and
# completion.
. "$CASES/errors/lib"

build=$(dirname "$GFPCHECK")
make -s -C "$CASES/.." BUILD="$build" DESTDIR="$PWD/root" PREFIX=/usr install \
	-o "$build/gfpcheck" -o all >stdout 2>stderr || fail "make install"
for file in bin/gfpcheck share/gfpcheck/rules/masks.yaml \
	share/man/man1/gfpcheck.1 share/bash-completion/completions/gfpcheck; do
	[ -s "root/usr/$file" ] || fail "no $file"
done
expect 0 env -u GFPCHECK_RULES root/usr/bin/gfpcheck explain noio
grep -q "root/usr/.*share/gfpcheck/rules/contexts.yaml" stdout ||
	fail "other rules are used"
