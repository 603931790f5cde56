#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gfpcheck diff never passes when it could not compare.
. "$CASES/errors/lib"

units plain a
GIT_CEILING_DIRECTORIES=$PWD
export GIT_CEILING_DIRECTORIES
expect 2 compare plain --base HEAD
says "not in a git repository"
one_sentence

repository case a b
expect 2 compare case
says "compare with what\? .*--base"
one_sentence
expect 2 compare case --base nowhere
says "no commit nowhere"
one_sentence
expect 2 compare case --base=--output=x
says "no commit"
one_sentence
expect 2 compare case --base first --head nowhere
says "no commit nowhere"
one_sentence
expect 2 compare case --base first --objtree x
one_sentence

# What is checked out is not what is committed.
echo >>case/a.c
expect 2 compare case --base first
says "not committed \(a\.c\): commit or stash"
one_sentence
for n in 1 2 3 4 5; do echo >case/new$n.h; done
expect 2 compare case --base first
says "not committed \(a\.c, new1\.h, new2\.h and 3 more\)"
one_sentence
rm case/new*.h
git -C case checkout -q a.c
echo >case/notes.txt
expect 0 compare case --base first
rm case/notes.txt

# A shallow clone.
echo >>case/b.c
commit case second
git clone -q --depth 1 "file://$PWD/case" shallow
expect 2 compare shallow --base first
says "shallow clone that lacks first: fetch it"
one_sentence

# The units of the other revision are not known.
echo '#define NEW' >case/new.h
git -C case rm -q --cached compile_commands.json
echo compile_commands.json >case/.gitignore
commit case unlisted
echo >>case/new.h
git -C case mv new.h newer.h
commit case renamed
expect 2 compare case --base unlisted
says "compile_commands\.json is not in the repository"

# No git at all.
mkdir bin
for tool in sh; do ln -s "$(command -v $tool)" bin/; done
expect 2 env PATH="$PWD/bin" "$GFPCHECK" diff --rules "$RULES" \
	--units case/compile_commands.json --base first
says "git was not found: install it"
one_sentence
