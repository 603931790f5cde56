#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A shared header decides no fact: a unit for which it could takes that below,
# or none. Each driver here has the facts of a plain parse.
. "$CASES/errors/lib"

# header NAME - a guarded header of the folder; its text is read from stdin.
header()
{
	guard=$(echo "$1" | tr a-z. A-Z_)
	{ echo "#ifndef $guard"; echo "#define $guard"; cat; echo '#endif'; } >"case/drv/$1"
}

# driver NAME - a unit of the folder that includes what all do, and more.
driver()
{
	cat >"case/drv/$1.c"
	drivers="$drivers $1"
}

mkdir -p case/linux case/drv
set --
for i in $(seq 12); do
	set -- "$@" "u$i" "drv/d$i"
done
for name in neighbour test early late order absent body unknown found table \
	string unused made points line alias default taken parameter folder; do
	set -- "$@" "drv/$name"
done
units case "$@"
printf '#ifndef ALL_H\n#define ALL_H\n#include <kernel.h>\nint is_error(int);\n#endif\n' >case/linux/all.h
for i in $(seq 12); do
	echo '#include <linux/all.h>' >"case/u$i.c"
done

header error.h <<'END'
int driver_error(int);
#define is_error driver_error
#define DEPTH 3
#define own_type unsigned
own_type error_mask(own_type);
#undef own_type
END
header own.h <<'END'
#ifndef LIMIT
#define LIMIT 8
#endif
#ifndef TITLE
#define TITLE "own"
#endif
int log_it(const char *, int);
int own_type(int own_type);
static inline int limit(void) { return log_it(TITLE, LIMIT); }
END
header more.h <<END
$(much_more)
END
header print.h <<'END'
#define text_1(x...) #x
#define point(name) int point_##name(int);
#define text(x...) text_1(x)
#ifndef prefix
#define prefix(s) s
#endif
int print(const char *, ...);
#define say(s) print(prefix(s))
static inline int said(void) { return say("said"); }
END
header first.h <<'END'
#ifndef prefix
#define prefix(s) "first: " s
#endif
int first_of_all(void);
END
header taken.h <<'END'
#ifdef prefix
#undef prefix
#endif
#define prefix(s) "taken: " s
#undef index
#define index(x) ((x) + 1)
END
header table.h <<'END'
#ifndef ROWS
#define ROWS 2
#endif
struct table { int row[ROWS]; };
static inline int rows(void) { return sizeof(struct table) / sizeof(int); }
END
# Read once; but its last line is read each time.
cat >case/drv/points.h <<'END'
#undef SYSTEM
#define SYSTEM points
#if !defined(POINTS_H) || defined(AGAIN)
#define POINTS_H
#include "print.h"
point(open)
point(close)
#endif
#include "define.h"
END
cat >case/drv/define.h <<'END'
#ifdef MAKE_POINTS
#undef MAKE_POINTS
#undef point
#define point(name) int point_##name(int x) { return text(name)[x]; }
#ifndef PATH
#define POINTS(system) text(system.h)
#else
#define POINTS(system) <PATH/system.h>
#endif
#define AGAIN
#include POINTS(SYSTEM)
#undef AGAIN
#undef point
#define point(name)
#endif
END
header wide.h <<'END'
#ifdef DEPTH
static inline int wide(void) { return DEPTH; }
#else
static inline int wide(void) { return 1; }
#endif
END
header check.h <<'END'
#define check(x) is_error(x)
END

drivers=
for i in $(seq 12); do
	driver "d$i" <<-END
		#include <linux/all.h>
		#include "error.h"
		#include "own.h"
		#include "wide.h"
		#include "check.h"
		#include "more.h"
		#include "print.h"
		#include "first.h"
		#include "taken.h"
		#include "table.h"
		#include "points.h"
		int d$i(int x) { return is_error(x) + limit() + wide() + check(x); }
	END
done
# A name that only a header of its neighbours defines.
driver neighbour <<-'END'
	#include <linux/all.h>
	#include "own.h"
	int neighbour(int x) { return is_error(x) + limit(); }
END
driver test <<-'END'
	#include <linux/all.h>
	#include "own.h"
	#ifdef DEPTH
	int test(void) { return DEPTH; }
	#else
	int test(void) { return limit(); }
	#endif
END
# It says something before it includes what depends on it.
driver early <<-'END'
	#include <linux/all.h>
	#define LIMIT 4
	#include "own.h"
	int early(void) { return limit(); }
END
# It uses a name before a header makes a macro of it.
driver late <<-'END'
	#include <linux/all.h>
	int late(int x) { return is_error(x); }
	#include "error.h"
END
# The same two headers, the other way round.
driver order <<-'END'
	#include <linux/all.h>
	#include "wide.h"
	#include "error.h"
	int order(void) { return wide(); }
END
driver absent <<-'END'
	#include <linux/all.h>
	#include "wide.h"
	int absent(void) { return wide(); }
END
# Only the macro of the header that it includes has the name.
driver body <<-'END'
	#include <linux/all.h>
	#include "check.h"
	int body(int x) { return check(x); }
END
# Only the preprocessor could tell what this one includes.
driver unknown <<-'END'
	#include <linux/all.h>
	#define LIMIT 4
	#define NAME(x) <x##wn.h>
	#include NAME(o)
	int unknown(void) { return limit(); }
END
# In a folder of its own there is another file of a name that a header includes.
driver found <<-'END'
	#include <linux/all.h>
	int found(int x) { return mine(x); }
END
mkdir case/drv/mine
{
	cat case/kernel.h
	echo '#define mine(x) mine_too(x)'
	echo 'int mine_too(int);'
} >case/drv/mine/kernel.h
echo 'int mine(int);' >>case/kernel.h
sed -i '/"output":"drv\/found.o"/s/"-I\."/"-Idrv\/mine","-I."/' case/compile_commands.json
# It decides more than what functions do.
driver table <<-'END'
	#include <linux/all.h>
	#define ROWS 3
	#include "table.h"
	int table(void) { return rows(); }
END
# Only a function that it does not use depends on what it says.
driver unused <<-'END'
	#include <linux/all.h>
	#define LIMIT 4
	#include "own.h"
	int unused(int x) { return LIMIT + x; }
END
# What a macro includes is known if the macro is.
driver made <<-'END'
	#include <linux/all.h>
	#define OWN "own.h"
	#include OWN
	int made(void) { return limit(); }
END
driver points <<-'END'
	#include <linux/all.h>
	#define MAKE_POINTS
	#include "points.h"
	int points(int x) { return point_open(x) + point_close(x); }
END
# Macros of strings.
driver line <<-'END'
	#include <linux/all.h>
	#define prefix(s) "line " text(__LINE__) ": " s
	#include "print.h"
	int line(void) { return say("x") + said(); }
END
driver alias <<-'END'
	#include <linux/all.h>
	#define title(s) "alias: " s
	#define prefix(s) title(s)
	#include "print.h"
	int alias(void) { return say("x") + said(); }
END
driver default <<-'END'
	#include <linux/all.h>
	#include "first.h"
	#include "print.h"
	int default_(void) { return say("x") + said(); }
END
driver taken <<-'END'
	#include <linux/all.h>
	#include "taken.h"
	#include "print.h"
	int taken(void) { return say("x") + said(); }
END
# A name that is not called is no macro with parameters.
driver parameter <<-'END'
	#include <linux/all.h>
	#include "own.h"
	int parameter(int index) { return index + limit(); }
END
# In a folder of its own there is a folder, but no file, of such a name.
driver folder <<-'END'
	#include <linux/all.h>
	#include "own.h"
	int folder(int x) { return x + limit(); }
END
mkdir -p case/drv/other/linux
sed -i '/"output":"drv\/folder.o"/s/"-I\."/"-Idrv\/other","-I."/' case/compile_commands.json
# What is but a string is no fact, and an #undef before it neither: this one
# keeps its header.
driver string <<-'END'
	#undef TITLE
	#define TITLE "string"
	#include <linux/all.h>
	#include "own.h"
	int string(int x) { return limit(); }
END

facts()
{
	expect 0 "$GFPCHECK" dump facts --units case/compile_commands.json \
		--rules "$RULES" --timings $(printf 'drv/%s.c ' $drivers)
}

facts
says "2 shared headers built .*; 0 units without a header, 10 that do not get on"
mv stdout shared
rm -rf case/.gfpcheck
python3 - <<-'END'
	import json
	units = json.load(open("case/compile_commands.json"))
	for n, unit in enumerate(units): # another folder to be built in is another class
	    unit["arguments"].insert(1, f"-DALONE={n}")
	json.dump(units, open("case/compile_commands.json", "w"))
END
facts
says " 0 shared headers built"
diff shared stdout >&2 || fail "the facts differ from those of a plain parse"
