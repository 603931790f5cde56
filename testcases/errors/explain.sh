#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Names that stand behind a finding are explained: the kind of finding, and the
# context that it is about.
. "$CASES/errors/lib"

expect 0 "$GFPCHECK" explain noio-scope --rules "$RULES"
has "^noio-scope: Several masks below one function .*needs a scope\.$"
has "^context noio "
expect 0 "$GFPCHECK" explain noio --rules "$RULES"
lacks "^noio"
has "^context noio "
expect 2 "$GFPCHECK" explain noio-scop --rules "$RULES"
says "there is no rule noio-scop"
one_sentence
