#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gfpcheck graph: a finding by the beginning of its fingerprint, a function, and
# what is neither.
. "$CASES/errors/lib"

graph()
{
	"$GFPCHECK" graph --units case/compile_commands.json --rules "$RULES" \
		"$@"
}

# balanced FILE - as many brackets and braces open as close
balanced()
{
	for pair in '[ ]' '{ }'; do
		set -- "$1" $pair
		[ "$(tr -cd "$2" <"$1" | wc -c)" -eq \
			"$(tr -cd "$3" <"$1" | wc -c)" ] || fail "$2 $3 in $1"
	done
	! command -v dot >/dev/null || dot -Tsvg -o /dev/null "$1" ||
		fail "graphviz does not read it"
}

units case a b
expect 1 check case --format json
id=$(sed -n 's/.*"fingerprint": "\(.*\)".*/\1/p' stdout | head -n 1)

for part in "$id" "$(echo "$id" | cut -c1-6)"; do
	expect 0 graph "$part"
	grep -qx "digraph \"$id\" {" stdout || fail "no digraph $id"
	grep -q 'label="warn_[ab]()' stdout || fail "no function"
	grep -q 'allocates' stdout || fail "no allocation"
	balanced stdout
done
expect 0 graph warn_a -o warn_a.dot
balanced warn_a.dot
grep -q '"entry submit-bio" -> "a.c:warn_a"' warn_a.dot || fail "no entry"

expect 0 graph warn_a
mv stdout warn_a.dot
for place in "warn_a()" a.c:warn_a ./a.c:warn_a "$PWD/case/a.c:warn_a" a.c:4 a.c:4:12; do
	expect 0 graph "$place"
	cmp -s warn_a.dot stdout || fail "another picture of $place"
done
expect 2 graph b.c:warn_a
says "no function b\.c:warn_a"
expect 2 graph a.c
says "which place in a\.c"
expect 2 graph ""
one_sentence

expect 2 graph warn_x
says "no function warn_x, perhaps warn_[ab]"
one_sentence
expect 2 graph
says "name one finding"
one_sentence
expect 2 graph warn_a warn_b
one_sentence
expect 2 graph --depth 0 warn_a
says "no number of calls"

# a function that no entry reaches is drawn with what it calls
cat >>case/a.c <<-END
	void idle(struct bio *bio)
	{
		bio_endio(bio);
	}
END
expect 0 graph idle
grep -q 'no entry reaches it' stdout || fail "not said"
grep -q '"a.c:idle" -> .*bio_endio" ' stdout || fail "no call"
balanced stdout
