#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# PATH, however it is written: what it names is reported on. One that names
# nothing is no report without findings.
. "$CASES/errors/lib"

repository case a b
mkdir case/sub
mv case/b.c case/sub/
sed -i 's/"b\.c"/"sub\/b.c"/g' case/compile_commands.json
echo 'notes' >case/notes
commit case sub

# only FUNCTION... - the findings of the last command
only()
{
	printed=$(sed -n 's/.* warning: \(warn_[a-z]*\)().*/\1/p' stdout | xargs)
	[ "$printed" = "$*" ] || fail "not $*: $printed"
	[ ! -s stderr ] || fail "something is complained of"
}

for path in sub sub/ ./sub .//sub sub/. a/../sub sub/b.c sub//b.c case/sub \
	./case/sub/ "$PWD/case/sub/b.c"; do
	expect 1 check case "$path"
	only warn_b
done
expect 1 check case sub a.c
only warn_a warn_b
for path in . case "$PWD/case/" ./; do
	expect 1 check case "$path"
	only warn_a warn_b
done

cd case/sub
expect 1 check .. b.c
only warn_b
expect 1 check .. ../a.c
only warn_a
expect 1 check ..
only warn_a warn_b
cd ../..

expect 2 check case sub/c.c
says "there is no sub/c\.c"
one_sentence
expect 2 check case sub nosuch
says "there is no nosuch"
expect 2 "$GFPCHECK" baseline write --units case/compile_commands.json \
	--rules "$RULES" -o known nosuch
says "there is no nosuch"
expect 2 "$GFPCHECK" dump calls --units case/compile_commands.json \
	--rules "$RULES" nosuch
says "there is no nosuch"

# It is there, and nothing looked into it: a header is read, a note is not.
expect 0 check case notes
says "nothing that is checked lies below notes"
expect 0 check case kernel.h
[ ! -s stderr ] || fail "a header is complained of"

# The base has it, the head has not; a path from here with trees elsewhere.
git -C case rm -q notes
commit case less
expect 0 compare case --quiet --base sub notes
says "nothing that is checked lies below notes"
sed -i s/GFP_KERNEL/GFP_NOIO/ case/sub/b.c
commit case mended
expect 1 compare case --quiet --base mended --head sub case/sub/b.c
only warn_b
expect 0 compare case --quiet --base mended --head sub a.c

# A list of units elsewhere: what it names is not below it.
sed -i s/GFP_NOIO/GFP_KERNEL/ case/sub/b.c
mkdir list
sed "s,\"directory\":\"[^\"]*\",\"directory\":\"$PWD/case\"," \
	case/compile_commands.json >list/compile_commands.json
for path in case/sub "$PWD/case/sub/b.c"; do
	expect 1 check list "$path"
	only warn_b
done
