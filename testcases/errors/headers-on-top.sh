#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A folder's shared header is on top of that of all: what is below stays as it
# was, and a change in it builds both anew.
. "$CASES/errors/lib"

parses()
{
	expect 1 check case --timings
	says "extract: $1 of 21 units parsed, $2 shared headers built"
	says " units without a header, 0 that do not get on with theirs"
}

mkdir -p case/linux case/drv case/trace
set --
for i in $(seq 10); do
	set -- "$@" "u$i" "drv/d$i"
done
units case "$@"
sed -i 's/warn_drv\//warn_/' case/drv/*.c

cat >case/linux/all.h <<'END'
#ifndef ALL_H
#define ALL_H
#include <kernel.h>
#define least(a, b) ((a) < (b) ? (a) : (b))
#endif
END
# clang 19 forgets the macro where a parameter has its name.
cat >case/drv/own.h <<'END'
#ifndef OWN_H
#define OWN_H
static inline int clip(int x, int least) { return x < least ? least : x; }
int clip_to(int x, int least);
END
{ much_more; echo '#endif'; } >>case/drv/own.h
# Read once, but by those who ask for more; it defines one thing each time.
cat >case/trace/points.h <<'END'
#if !defined(POINTS_H) || defined(AGAIN)
#define POINTS_H
struct point { int x; };
#endif
#undef SYSTEM
#define SYSTEM points
END
for f in case/u*.c case/drv/d*.c; do
	sed -i 's|#include "kernel.h"|#include <linux/all.h>\n#include <trace/points.h>|' "$f"
	echo 'struct point here;' >>"$f"
done
for f in case/drv/d*.c; do
	sed -i 's|#include <linux/all.h>|&\n#include "own.h"|' "$f"
	echo 'int use(int a) { return least(a, clip(a, 2)); }' >>"$f"
done

parses 21 2
mv stdout cold
parses 0 0
cmp -s cold stdout || fail "a warm run differs"
grep -l 'own\.h"' case/.gfpcheck/pch/*.h >own || fail "no header has own.h"
[ "$(wc -l <own)" = 1 ] || fail "the driver's own header is everybody's"
grep -q 'trace/points' case/.gfpcheck/pch/*.h || fail "trace points are not shared"

# What the folder adds changes: only its header is built.
echo '/* more */' >>case/drv/own.h
parses 10 1
cmp -s cold stdout || fail "the report differs"
# What is below changes: both.
echo '/* more */' >>case/linux/all.h
parses 21 2
parses 0 0

# The same facts as when the unit is parsed plainly: alone.
expect 0 "$GFPCHECK" dump facts --units case/compile_commands.json \
	--rules "$RULES" drv/d3.c
mv stdout shared
rm -rf case/.gfpcheck
sed -En '/"file":"drv\/d3\.c"/{s/^[[,]*/[/;s/]*$/]/;p}' \
	case/compile_commands.json >one
printf '%s]\n' "$(sed 's/]$//' one)" >case/compile_commands.json
expect 0 "$GFPCHECK" dump facts --units case/compile_commands.json \
	--rules "$RULES" drv/d3.c
grep -q 'call.* clip(' shared || fail "the facts are not there"
diff shared stdout >&2 || fail "the facts differ from those of a plain parse"
