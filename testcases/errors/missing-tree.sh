#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A tree that is not there: one sentence that names it, exit status 2.
. "$CASES/errors/lib"

expect 2 "$GFPCHECK" check --tree "$PWD/nowhere" --rules "$RULES"
says "nowhere"
one_sentence
