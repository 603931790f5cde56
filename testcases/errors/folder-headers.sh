#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A folder with many units gets a shared header of its own, with the headers
# beside its units; what defines a macro of others anew is left out. The facts
# are those of a plain parse.
. "$CASES/errors/lib"

facts()
{
	expect 0 "$GFPCHECK" dump facts --units "$1" --rules "$RULES" --timings
}

set --
for i in $(seq 44); do
	set -- "$@" "net/n$i" "top$i"
done
mkdir -p case/net case/linux
units case "$@"
# As Kbuild does: included first, and not guarded.
echo 'enum first { FIRST };' >case/first.h
sed -i 's|"-c"|"-include","first.h","-c"|' case/compile_commands.json
printf '#ifndef ALL_H\n#define ALL_H\n#include <kernel.h>\n#endif\n' >case/linux/all.h
cat >case/net/own.h <<-END
	#ifndef OWN_H
	#define OWN_H
	static inline int own(int x) { return x + 1; }
	$(much_more)
	#endif
END
echo 'enum open { OPEN };' >case/net/open.h # once per unit, without a guard
cat >case/net/loud.h <<-END
	#ifndef LOUD_H
	#define LOUD_H
	#define LEVEL 7
	#endif
END
echo '#ifndef LEVEL
#define LEVEL 1
#endif' >>case/kernel.h
for i in $(seq 44); do
	cat >"case/net/n$i.c" <<-END
		#include <linux/all.h>
		#include "own.h"
		#include "open.h"
		int n$i(void) { return own(LEVEL) + OPEN; }
	END
	sed -i 's|#include "kernel.h"|#include <linux/all.h>|' "case/top$i.c"
done
# Most of them change it for themselves; n1 does not.
for i in $(seq 2 44); do
	sed -i 's|#include "own.h"|#undef LEVEL\n#include "loud.h"\n#include "own.h"|' \
		"case/net/n$i.c"
done

facts case/compile_commands.json
says "2 shared headers built .*; 0 units without a header, 0 that do not"
grep -h '"' case/.gfpcheck/pch/*.h | grep -q 'net/own\.h"' ||
	fail "the header beside the units is not shared"
grep -h '"' case/.gfpcheck/pch/*.h | grep -q 'loud\.h"' &&
	fail "a header that changes a macro of others is shared"
grep -h '"' case/.gfpcheck/pch/*.h | grep -q 'open\.h"' &&
	fail "a header without a guard is shared"
# Each try leaves an empty line: that was loud.h.
[ "$(grep -c '^$' case/.gfpcheck/pch/*.h | cut -d: -f2 | sort -n | tail -n 1)" = 1 ] ||
	fail "a header without a guard was tried"
mv stdout shared

# Few units at once are parsed plainly.
python3 - <<-'END'
	import json
	units = json.load(open("case/compile_commands.json"))
	for n in range(0, len(units), 6):
	    json.dump(units[n:n + 6], open(f"case/part{n}.json", "w"))
END
: >plain
for n in $(seq 0 6 87); do
	mkdir -p "part$n"
	cp -r case/*.h case/linux case/net "part$n/"
	cp case/top*.c "part$n/"
	sed "s|$PWD/case|$PWD/part$n|g" "case/part$n.json" >"part$n/units.json"
	facts "part$n/units.json"
	says " 0 shared headers built"
	cat stdout >>plain
done
split()
{
	python3 - "$1" <<-'END'
		import re, sys
		text = open(sys.argv[1]).read()
		for unit in sorted(re.split(r"^(?=unit )", text, flags=re.M)):
		    print(unit)
	END
}
split shared >one
split plain >two
cmp -s one two || fail "other facts with a shared header: $(diff one two | head)"
