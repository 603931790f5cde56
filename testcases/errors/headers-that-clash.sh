#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A folder's shared header that cannot be built on top of that of all - clang
# crashes, or both define one thing - is built without it.
. "$CASES/errors/lib"

# What the others include, and what that does to a header of the folder.
tree()
{
	rm -rf case
	mkdir -p case/linux case/drv
	set --
	for i in $(seq 10); do
		set -- "$@" "u$i" "drv/d$i"
	done
	units case "$@"
	printf '#ifndef ALL_H\n#define ALL_H\n#include <kernel.h>\n#endif\n' >case/linux/all.h
	cat >case/linux/top.h <<-END
		#ifndef TOP_H
		#define TOP_H
		struct pair { int a; };
		#endif
	END
	{ printf '#ifndef OWN_H\n#define OWN_H\n'; cat; much_more; echo '#endif'; } >case/drv/own.h
	for i in $(seq 10); do
		printf '#include <linux/all.h>\n#include <linux/top.h>\n' >"case/u$i.c"
		cat >"case/drv/d$i.c" <<-END
			#include <linux/all.h>
			#include "own.h"
			int d$i(int x) { return own(x); }
		END
	done
}

gets_on()
{
	expect 0 "$GFPCHECK" dump facts --units case/compile_commands.json \
		--rules "$RULES" --timings drv/d3.c
	says ", 2 shared headers built"
	says " 0 units without a header, 0 that do not get on with theirs"
	grep -q 'call.* own(' stdout || fail "the facts are not there"
	grep -q 'drv/own\.h"' case/.gfpcheck/pch/*.h ||
		fail "$1: the header of the folder is not shared"
}

tree <<'END'
static inline int own(int x) { return x; }
END
gets_on "nothing is wrong"

tree <<'END'
#ifdef TOP_H
#pragma clang __debug crash
#endif
static inline int own(int x) { return x; }
END
gets_on "clang crashes"

tree <<'END'
struct pair { long b; };
static inline int own(int x) { return x; }
END
gets_on "both define one thing"
