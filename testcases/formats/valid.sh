#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# JSON, SARIF and GitLab's report agree with their schemas: those of a real run
# over two tasks and a unit that fails, and made-up ones of every kind.
. "$CASES/errors/lib"

validate="$CASES/formats/validate"
made_up="$(dirname "$GFPCHECK")/unit/test_formats"

tasks case
echo '#include "missing.h"' >>case/a.c
expect "0 1" check case --confidence possible --format json=run.json \
	--format sarif=run.sarif --format gitlab=run.gitlab
for format in json sarif gitlab; do
	"$made_up" $format 40 >made-up.$format
	"$made_up" $format 0 >none.$format
	"$validate" $format run.$format made-up.$format none.$format >wrong ||
		fail "$format: $(cat wrong)"
done

# a chain over a hand-off: two tasks, in order, each step with its scope
has()
{
	grep -q -- "$2" "$1" || fail "$1 lacks $2"
}
has run.sarif '"id": "task 1".*"id": "task 2"'
has run.sarif '"state": {"scope": {"text": "none"}}, "nestingLevel": 0, "executionOrder": 2'
has run.sarif '"id": "unit-degraded", "index": 1'
has run.sarif "\"uri\": \"file://$PWD/case/\""
has made-up.sarif '"justification": "false alarm: the queue is empty"'
for state in new unchanged absent; do
	has made-up.sarif "\"baselineState\": \"$state\""
	has made-up.json "\"baseline\": \"$state\""
done

# every name that `explain` knows is declared, with help
for rule in noio-mask noio-door noio-scope $("$GFPCHECK" explain --list \
		--rules "$RULES" | sed -n 's/^obligation *\([^ ]*\) .*/\1/p'); do
	grep "\"id\": \"$rule\"" run.sarif | grep -q '"markdown"' ||
		fail "no help for $rule"
	expect 0 "$GFPCHECK" explain --rules "$RULES" "$rule"
done

# and a schema that lets everything pass proves nothing
sed 's/"severity"/"sincerity"/' made-up.gitlab >bad.gitlab
sed 's/"ruleId"/"rule"/' made-up.sarif >bad.sarif
sed 's/"members"/"too"/' made-up.json >bad.json
sed 's/"ruleIndex": 0/"ruleIndex": 1/' made-up.sarif >index.sarif
for report in bad.gitlab bad.sarif bad.json index.sarif; do
	"$validate" "${report#*.}" "$report" >wrong 2>&1 &&
		fail "$report was taken for valid"
	grep -q "^$report: " wrong || fail "$report: $(cat wrong)"
done
exit 0
