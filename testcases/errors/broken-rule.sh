#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A rule with a misspelt key: file:line:column, exit status 2, no report.
. "$CASES/errors/lib"

units case
cp -r "$RULES" rules
cat >rules/broken.yaml <<END
# SPDX-License-Identifier: GPL-2.0-only
- boundary: broken
  functoins: [nowhere]
  reason: a typo
END
expect 2 "$GFPCHECK" check --units case/compile_commands.json --rules rules
says "broken\.yaml:3:[0-9]+: "
says "functoins"

printf -- '- boundary: broken\n  functions: [nowhere\n' >rules/broken.yaml
expect 2 "$GFPCHECK" check --units case/compile_commands.json --rules rules
says "broken\.yaml:[0-9]+:[0-9]+: "

# a scope that cannot be written down whole, one that does not exist
cat >rules/broken.yaml <<END
- scope: half
  macro: PF_MEMALLOC_NOIO
  removes: io
  save: half_save
END
expect 2 "$GFPCHECK" explain --list --rules rules
says "broken\.yaml:4:[0-9]+: scope 'half' needs the key 'restore' too"
cat >rules/broken.yaml <<END
- context: odd
  forbids: io
  explain: x
  fix: x
  scope: nothing
END
expect 2 "$GFPCHECK" explain --list --rules rules
says "broken\.yaml:5:[0-9]+: there is no scope rule 'nothing'"

# a word that the key does not know
cat >rules/broken.yaml <<END
- entry: misspelt
  context: noio
  functions: nowhere
  reason: x
  confidence: posible
END
expect 2 "$GFPCHECK" explain --list --rules rules
says "broken\.yaml:5:[0-9]+: 'posible' is none of: likely possible"

# a region that nothing closes; more regions than can be told apart
cat >rules/broken.yaml <<END
- region: endless
  context: noio
  open: begin_it
  reason: x
END
expect 2 "$GFPCHECK" explain --list --rules rules
says "broken\.yaml:3:[0-9]+: region 'endless' needs the key 'close' too"
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
	printf -- '- region: r%s\n  context: noio\n  open: o%s\n' "$n" "$n"
	printf -- '  close: c%s\n  reason: x\n' "$n"
done >rules/broken.yaml
expect 2 "$GFPCHECK" check --units case/compile_commands.json --rules rules
says "more than 24 regions: "
