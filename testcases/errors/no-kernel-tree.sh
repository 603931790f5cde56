#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A folder that is no kernel: one sentence, and nothing is written into it.
. "$CASES/errors/lib"

mkdir tree
echo "all:" >tree/Makefile
expect 2 "$GFPCHECK" check --tree tree --rules "$RULES"
says "tree"
one_sentence
[ "$(ls -A tree)" = Makefile ] || fail "wrote into the tree: $(ls -A tree)"
