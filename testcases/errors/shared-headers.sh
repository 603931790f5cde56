#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Two classes of flags, each with a shared header: the same report as without,
# and what is parsed again is what changed.
. "$CASES/errors/lib"

parses()
{
	expect 1 check case --timings
	says "extract: $1 of 49 units parsed, $2 shared headers built"
}

set --
for i in $(seq 48); do
	set -- "$@" "u$i"
done
units case "$@"
mkdir -p case/linux
printf '#ifndef ALL_H\n#define ALL_H\n#include <kernel.h>\n#endif\n' >case/linux/all.h
for i in $(seq 48); do
	sed -i 's|#include "kernel.h"|#include <linux/all.h>|' "case/u$i.c"
done
sed -i '/"u[0-9]*[13579]\.c"/s/"-c"/"-DODD","-c"/' case/compile_commands.json

parses 49 2
mv stdout cold
parses 0 0
cmp -s cold stdout || fail "a warm run differs"
echo '/* more */' >>case/u7.c
parses 1 0
parses 0 0
touch case/linux/all.h
parses 0 0
echo '/* more */' >>case/u8.c
parses 1 0
echo '/* more */' >>case/kernel.h
parses 49 2
parses 0 0

# A sample has the headers of all, and the facts that it has among all.
expect 0 "$GFPCHECK" dump facts --units case/compile_commands.json --rules "$RULES"
mv stdout all
rm -rf case/.gfpcheck
expect 0 "$GFPCHECK" dump facts --units case/compile_commands.json \
	--rules "$RULES" --sample 7 --timings
says "extract: 7 of 7 units parsed, 2 shared headers built"
[ "$(grep -c '^unit u' stdout)" = 6 ] || fail "it is no sample"
grep '^unit' stdout >sample
grep '^unit' all | grep -Fxf sample | cmp -s - sample || fail "not a part of all"
expect 2 "$GFPCHECK" dump graph --units case/compile_commands.json \
	--rules "$RULES" --sample 7
one_sentence
