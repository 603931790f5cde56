#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The hook, called as kbuild calls sparse: it never breaks the build, unless
# asked to, and `gfpcheck report` finds what it has left.
. "$CASES/errors/lib"

units case a b
cd case
# hook FILE WORD... - WORDs come before the flags of sparse
hook()
{
	file=$1
	shift
	"$GFPCHECK" hook --rules "$RULES" "$@" \
		-D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ -Wbitwise \
		-Wno-return-void -D__x86_64__ --arch=x86 -mlittle-endian -m64 \
		"-Wp,-MMD,./.$file.o.d" -I. -D__KERNEL__ -O2 -std=gnu11 \
		-fno-strict-aliasing "-DKBUILD_MODFILE=\"$file\"" \
		"-DKBUILD_BASENAME=\"$file\"" "-DKBUILD_MODNAME=\"$file\"" \
		"$file.c"
}

expect 2 "$GFPCHECK" report --objtree . --rules "$RULES"
says "hook"
expect 0 hook a
says "^a\.c:[0-9]+:[0-9]+: .*warn_a"
[ -s .a.o.gfp ] || fail "no summary beside the object"
expect 1 hook a --fail
expect 0 hook b

expect 0 hook a --chain "echo also"
grep -q "^also -D__linux__ .* a\.c$" stdout || fail "--chain lost words"
expect 0 hook a --chain false
expect 1 hook a --fail --chain false

# A misspelt option is not one of the build's.
expect 0 hook a --fial
says "no option --fial"
says "^a\.c:[0-9]+:[0-9]+: .*warn_a"
expect 1 hook a --fial --fail

echo 'this is no C;' >bad.c
expect 0 hook bad
says "bad\.c"
one_sentence
expect 0 hook missing
one_sentence
expect 0 "$GFPCHECK" hook --rules "$RULES"

expect 1 "$GFPCHECK" report --objtree . --rules "$RULES"
for name in a b; do
	grep -q "warn_$name" stdout || fail "warn_$name is not reported"
done
grep -q "bad\.c" stdout || fail "bad.c is not counted"
echo junk >.b.o.gfp
expect 1 "$GFPCHECK" report --objtree . --rules "$RULES"
says "\.b\.o\.gfp"
