#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The hook does not parse what it has parsed before: while the files of a unit
# and its flags are what they were, it says again what it said. New rules are
# applied to the facts that are there.
. "$CASES/errors/lib"

units case a
cp -r "$RULES" rules
rules=$PWD/rules
cd case

# hook WORD... - one unit, as kbuild calls sparse
hook()
{
	"$GFPCHECK" hook --rules "$rules" --fail "-Wp,-MMD,./.a.o.d" -I. \
		-D__KERNEL__ -O2 -std=gnu11 -fno-strict-aliasing \
		'-DKBUILD_MODNAME="a"' "$@" a.c
}

# parses, knows WORD... - it writes a new summary, or leaves the one there is;
# and says the same. What has just been written may change again.
parses()
{
	sleep 0.1
	ln -f .a.o.gfp before
	expect "0 1" hook "$@"
	! [ .a.o.gfp -ef before ] || fail "it was not parsed"
	expect "0 1" hook "$@"
	mv stderr said
}

knows()
{
	ln -f .a.o.gfp before
	expect "$@"
	[ .a.o.gfp -ef before ] || fail "it was parsed again"
	cmp -s stderr said || fail "it does not say the same"
}

expect 1 hook
says warn_a
parses
grep -q warn_a said || fail "warn_a is not said"
knows 1 hook

echo >>kernel.h
parses
knows 1 hook
parses -DOTHER
knows 1 hook -DOTHER
sed 's/GFP_KERNEL/GFP_NOIO/' a.c >b.c && mv b.c a.c
parses -DOTHER
! grep -q warn_a said || fail "warn_a is said of the old source"
knows 0 hook -DOTHER
sed 's/GFP_NOIO/GFP_KERNEL/' a.c >b.c && mv b.c a.c
parses -DOTHER

# what is lost is made again
rm .a.o.gfp
expect 1 hook -DOTHER
[ -s .a.o.gfp ] || fail "there is no summary"
rm -r .gfpcheck
parses -DOTHER
[ -d .gfpcheck/hook ] || fail "there are no values of masks"
: >.a.o.gfp.in
parses -DOTHER
knows 1 hook -DOTHER
echo junk >.a.o.gfp
parses -DOTHER

# what the folder does not ask for is not said, with the facts that are there
echo 'disable: noio-mask' >.gfpcheck.yaml
ln -f .a.o.gfp before
expect 0 hook -DOTHER
[ .a.o.gfp -ef before ] || fail "it was parsed again"
[ ! -s stderr ] || fail "what is disabled is said"
expect 0 hook -DOTHER
echo 'contexts: noio' >.gfpcheck.yaml
expect 1 hook -DOTHER
says warn_a
echo 'contexts: nowhere' >.gfpcheck.yaml
expect 1 hook -DOTHER
says "\.gfpcheck\.yaml:1:11: "
says warn_a
rm .gfpcheck.yaml
expect 1 hook -DOTHER
[ "$(grep -c . stderr)" -eq 1 ] || fail "the configuration is gone"

# other rules: no parse
sed -i 's/block_device_operations\.submit_bio/block_device_operations.other/' \
	"$rules"/*.yaml
: >said
knows 0 hook -DOTHER
knows 0 hook -DOTHER
