#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A folder has a shared header of its own where that adds enough to the one
# around it, and where that one is not made of the same files.
. "$CASES/errors/lib"

# tree OTHERS - ten units in a folder, so many outside.
tree()
{
	rm -rf case
	mkdir -p case/linux case/drv
	set -- $(seq -f u%g "$1") $(seq -f drv/d%g 10)
	units case "$@"
	printf '#ifndef ALL_H\n#define ALL_H\n#include <kernel.h>\n#endif\n' >case/linux/all.h
	printf '#ifndef ENUMS_H\n#define ENUMS_H\n#include "more.h"\n#endif\n' >case/drv/enums.h
	cat >case/drv/own.h <<-END
		#ifndef OWN_H
		#define OWN_H
		#include "enums.h"
		static inline int own(int x) { return x + 1; }
		#endif
	END
	echo '#pragma once' >case/drv/more.h
	for f in case/u*.c; do
		echo '#include <linux/all.h>' >"$f"
	done
	for i in $(seq 10); do
		cat >"case/drv/d$i.c" <<-END
			#include <linux/all.h>
			#include "own.h"
			int d$i(int x) { return own(x); }
		END
	done
}

# has HEADERS HOW-OFTEN - so many are built; the folder's own is in as many.
has()
{
	expect 0 "$GFPCHECK" dump facts --units case/compile_commands.json \
		--rules "$RULES" --timings drv/d3.c
	says ", $1 shared headers built"
	says " 0 units without a header, 0 that do not get on with theirs"
	grep -q 'call.* own(' stdout || fail "the facts are not there"
	cat case/.gfpcheck/pch/*.pch.names >names
	[ "$(grep -ac 'drv/own\.h' names)" = "$2" ] ||
		fail "the header of the folder is not in $2"
}

tree 10
has 1 0
mv stdout plain

# That is known the next time.
for i in $(seq 9); do
	echo '/* more */' >>"case/drv/d$i.c"
done
touch then
has 0 0
cmp -s plain stdout || fail "other facts the second time"
[ -z "$(find case/.gfpcheck/pch -newer then)" ] || fail "headers are chosen again"

# What its header includes counts: now there is one.
much_more >>case/drv/more.h
has 1 1
cmp -s plain stdout || fail "other facts with the header on top"

# Hardly anything is outside of the folder.
tree 4
has 1 1
cmp -s plain stdout || fail "other facts with one header for both"
