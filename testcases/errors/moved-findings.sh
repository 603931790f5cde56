#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# An edit that moves facts and changes none: the findings are followed, and the
# report is byte by byte that of a run from the start. Any other edit is solved.
. "$CASES/errors/lib"

tasks case
units more c d
cp more/c.c more/d.c case/
python3 - <<-'END'
import json
units = json.load(open("case/compile_commands.json"))
more = [dict(units[-1]) for _ in "cd"]
for unit, name in zip(more, "cd"):
    unit["file"], unit["output"] = name + ".c", name + ".o"
    unit["arguments"] = [a.replace("b.", name + ".") if a in ("b.c", "b.o") else a
                         for a in unit["arguments"]]
json.dump(units + more, open("case/compile_commands.json", "w"))
END
cat >>case/b.c <<'END'
static int take(void *p)
{
	return p != NULL;
}
static int warn_twice(struct bio *bio)
{
	return take(kmalloc(8, GFP_KERNEL)) + take(kmalloc(8, GFP_KERNEL));
}
static void also(struct bio *bio)
{
	if (warn_twice(bio))
		kfree(bio);
}
const struct block_device_operations more_ops = { .submit_bio = also };
END
answers=case/.gfpcheck/answers

# edit FILE SED-SCRIPT - change a file, in place
edit()
{
	sed "$2" "case/$1" >edited
	cmp -s edited "case/$1" && fail "$1: no edit: $2"
	cat edited >"case/$1"
}

# follows N - N units were edited since the answers were made, and nobody would
# notice that they are not solved again
follows()
{
	all warm
	says "answers \(kept; $1 edited units say the same\)"
	rm -rf state
	cp -a case/.gfpcheck state
	rm $answers
	all cold
	solved
	same cold warm
	rm -rf case/.gfpcheck
	cp -a state case/.gfpcheck
}

# from_start - it is solved, and the answers are of now
from_start()
{
	all warm
	solved
	all again
	kept
	same warm again
}

from_start
grep -q 'set in dev_init(), a\.c:22' warm/text || fail "no place in a text"

# Above, between, within; on top of one another; in two files; columns.
edit a.c '1i /* a comment */'
follows 1
grep -q 'set in dev_init(), a\.c:23' warm/text || fail "a text did not move"
edit a.c 's/^kfree/\n&/'
follows 1
edit b.c 's/^\t/\n\t\t\/* indented *\/ /'
follows 2
edit c.c '$a /* the end */'
follows 2
edit b.c '1i #define UNUSED'
follows 2

# questions FILE - all answers that name a place
questions()
{
	at=$(grep -n 'schedule_work(&' case/a.c | cut -d: -f1)
	: >"$1"
	for question in "why a.c:$at" "why warn_worker" "why warn_twice" \
			"callers schedule_work" "callees submit" "callees also" \
			"entries" "stats --format json --calls"; do
		expect 0 "$GFPCHECK" ${question%% *} \
			--units case/compile_commands.json --rules "$RULES" \
			${question#"${question%% *}"}
		cat stdout stderr >>"$1"
	done
}

# A question is about the present lines.
questions moved
grep -q 'checking first' moved && fail "a question was not answered"
grep -q "a\.c:$at" moved || fail "not on line $at"
rm $answers
expect 1 check case
questions new
cmp -s moved new || fail "$(diff moved new)"
all again
kept
[ ! -e case/.gfpcheck/retired ] || fail "what nobody needs is kept"

# An overlay moves as well, and leaves nothing.
{ echo; cat case/a.c; } >overlay.c
set -- --overlay a.c=overlay.c
expect 1 check case --timings "$@"
says "answers \(kept; 1 edited units say the same\)"
grep -q "submit() *a\.c:$((at + 2))" stdout || fail "the overlay did not move"
all again
kept
same warm again

# Two places became one, or one two; functions changed places; a mask.
edit b.c 's/ + take/ +\n\ttake/'
from_start
edit b.c ':a;/ +$/{N;s/\n\t*//;ba}'
from_start
python3 - <<-'END'
text = open("case/c.c").read().split("\n")
text[3] += "\n\tkfree(bio);"
open("case/c.c", "w").write("\n".join(text))
END
from_start
edit c.c '1i /* moves */'
follows 1
edit c.c 's/GFP_KERNEL/GFP_NOIO/'
from_start
edit c.c 's/GFP_NOIO/GFP_KERNEL/'
from_start

# What another unit says something of, too, is not followed: it may move in one
# of them only.
printf '#include "c.c"\nint more;\n' >case/d.c
from_start
edit c.c '1i /* moves in both */'
from_start

# The version that answers were made of is gone, or damaged.
edit a.c '1i /* one more */'
all warm
says "answers \(kept; 1"
for file in case/.gfpcheck/retired/*; do
	printf 'X' | dd of="$file" bs=1 seek=30 conv=notrunc 2>dd
done
from_start
same warm again
edit a.c '1i /* and one more */'
all warm
says "answers \(kept; 1"
rm -r case/.gfpcheck/retired
from_start

# __LINE__ as an argument that nobody looks at; one that may be a mask; one that
# is more than an argument.
cat >case/c.c <<'E'
#include "kernel.h"
extern int report(const char *file, int line);
static void warn_c(struct bio *bio)
{
	report(__FILE__, __LINE__);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	report(__FILE__, __LINE__);
}
static const struct block_device_operations ops = {
	.submit_bio = warn_c,
};
E
echo 'int d;' >case/d.c
from_start
edit c.c '1i /* moves */'
follows 1
edit c.c 's/^\tbio->/\n\n&/'
follows 1
edit c.c '$a static void *also(void) { return kmalloc(__LINE__, GFP_KERNEL); }'
from_start
edit c.c '1i /* moves */'
from_start
edit c.c 's/kmalloc(__LINE__, GFP_KERNEL)/(void *)(long)report("", __LINE__ + 1)/'
from_start
edit c.c '1i /* moves */'
from_start
edit c.c 's/__LINE__ + 1/__LINE__/'
from_start
edit c.c '1i /* moves */'
follows 1
