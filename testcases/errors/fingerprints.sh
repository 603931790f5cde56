#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A fingerprint stays when code moves, and goes when the bug is another one.
. "$CASES/errors/lib"

units case a b
cat >case/a.c <<'END'
#include "kernel.h"
struct thing { void *one, *two; gfp_t mask; };
static gfp_t chosen(int why)
{
	if (why)
		return GFP_KERNEL;
	return GFP_NOIO;
}
static void *deep(struct thing *t, gfp_t gfp)
{
	return kmalloc(64, gfp);
}
static void warn_a(struct bio *bio)
{
	struct thing *t = bio->bi_private;

	t->one = kmalloc(64, GFP_KERNEL);
	t->two = kmalloc(64, GFP_KERNEL);
	t->one = deep(t, GFP_KERNEL);
	t->two = kmalloc(64, chosen(t->one != NULL));
}
static const struct block_device_operations ops = {
	.submit_bio = warn_a,
};
END

# prints NAME - the fingerprints of all bugs, sorted
prints()
{
	expect 1 check case --confidence possible --format json -o "$1.json"
	python3 -c 'import json, sys
for f in json.load(open(sys.argv[1]))["findings"]:
    for bug in f["members"] or [f]:
        print(bug["fingerprint"])' "$1.json" | sort >"$1"
	[ -s "$1" ] || fail "no findings"
}

same()
{
	prints now
	cmp -s "$1" now || fail "$2: $(diff "$1" now)"
}

# differ N M WHAT - N of the first and M of now are not in the other
differ()
{
	prints now
	[ "$(comm -23 first now | wc -l)" -eq "$1" ] &&
		[ "$(comm -13 first now | wc -l)" -eq "$2" ] ||
		fail "$3: $(diff first now)"
}

prints first
[ "$(wc -l <first)" -eq 5 ] || fail "not 5 findings: $(cat first)"
[ -z "$(uniq -d first)" ] || fail "one fingerprint, two findings"
cp case/a.c keep

sed -i '1a\\n\n\n' case/a.c
same first "lines above"
sed 's/^{$/{\n\n/; s/^	t->two = /\n\n&/' keep >case/a.c
same first "lines in between"
sed 's/	return GFP_KERNEL/\n&/; s/	return GFP_NOIO/\n\n&/' keep >case/a.c
same first "lines within a function that returns a mask"

# Functions in another order.
{
	sed '/^static void \*deep/,/^}/d; /^static gfp_t chosen/,/^}/d' keep |
		sed '2a static void *deep(struct thing *t, gfp_t gfp);\nstatic gfp_t chosen(int why);'
	sed -n '/^static void \*deep/,/^}/p' keep
	sed -n '/^static gfp_t chosen/,/^}/p' keep
} >case/a.c
same first "functions in another order"

# Another file name, with git or without.
mv case/a.c case/moved.c
sed -i 's/a\.c/moved.c/g; s/"a\.o"/"moved.o"/g' case/compile_commands.json
same first "another file name"
mv case/moved.c case/a.c
sed -i 's/moved\.c/a.c/g; s/"moved\.o"/"a.o"/g' case/compile_commands.json

# A longer way to the same places.
sed 's/\.submit_bio = warn_a/.submit_bio = warn_way/' keep |
	sed '/^static const/i static void warn_way(struct bio *bio)\n{\n	if (bio)\n		warn_a(bio);\n}' >case/a.c
same first "a longer way"

# Sizes change with structures elsewhere; locals come and go.
sed 's/kmalloc(64/kmalloc(128/; s/^	struct thing \*t = .*/	int i = 0;\n&\n	(void)i;/' keep >case/a.c
same first "sizes and locals"

# A call before the others.
sed 's/^	t->one = kmalloc/	kfree(kmalloc(8, GFP_ATOMIC));\n&/' keep >case/a.c
same first "a call that is right before those that are not"

# But: one mended, one more, one that replaces another, another function.
sed 's/t->two = kmalloc(64, GFP_KERNEL)/t->two = kmalloc(64, GFP_NOIO)/' keep >case/a.c
differ 1 0 "one mended"
sed 's/^	t->one = kmalloc/	bio->bi_private = kmalloc(64, GFP_KERNEL);\n&/' keep >case/a.c
differ 0 1 "one more, above the others"
sed 's/t->two = kmalloc(64, GFP_KERNEL)/bio->bi_private = kmalloc(64, GFP_KERNEL)/' keep >case/a.c
differ 1 1 "one instead of another"
sed 's/warn_a/warn_other/' keep >case/a.c
differ 3 3 "another function"
cp keep case/a.c

# Static functions of one name in two files are two bugs, whatever the files
# are called.
sed 's/warn_b/warn_a/; s/bio->bi_private = /struct thing { void *one; } *t = bio->bi_private; t->one = /' \
	case/b.c >b && mv b case/b.c
prints twins
[ "$(wc -l <twins)" -eq 5 ] || fail "not 5 findings with a twin"
[ -z "$(uniq -d twins)" ] || fail "twins have one fingerprint"
[ -z "$(comm -23 first twins | sed 1d)" ] || fail "a twin changed others"
mv case/b.c case/1.c
sed -i 's/"b\.c"/"1.c"/g; s/"b\.o"/"1.o"/g' case/compile_commands.json
same twins "twins in another order"
