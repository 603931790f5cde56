#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What GitHub's code scanning takes, as its documentation says, beyond the schema
# of SARIF; and the script that uploads it, against such a service on this
# machine.
. "$CASES/errors/lib"

validate="$CASES/formats/validate"
made_up="$(dirname "$GFPCHECK")/unit/test_formats"
upload="$(dirname "$0")/../../scripts/ci/upload-sarif"

tasks case
expect 1 check case --format code-scanning=run.sarif
"$made_up" code-scanning 40 >made-up.sarif
"$made_up" code-scanning 0 >none.sarif
# those that are there but accepted, or gone, are no results of it
"$made_up" sarif 40 >all.sarif
[ "$(grep -c '"ruleId"' made-up.sarif)" -lt "$(grep -c '"ruleId"' all.sarif)" ] ||
	fail "all are in it"
"$validate" code-scanning run.sarif made-up.sarif none.sarif >wrong ||
	fail "$(cat wrong)"
"$validate" code-scanning all.sarif >wrong && fail "it takes what is gone"
grep -q "absent, and would be shown as new" wrong || fail "$(cat wrong)"
grep -q "suppressed, and would be shown" wrong || fail "$(cat wrong)"

# planted COMMAND MESSAGE - a report changed by a command of sed is refused
planted()
{
	sed "$1" run.sarif >planted.sarif
	cmp -s run.sarif planted.sarif && fail "nothing planted: $1"
	"$validate" code-scanning planted.sarif >wrong && fail "taken: $1"
	grep -q -- "$2" wrong || fail "$1: $(cat wrong)"
}

planted 's/"primaryLocationLineHash"/"ours"/' 'no primaryLocationLineHash'
planted 's/"primaryLocationLineHash": "[^"]*"/"primaryLocationLineHash": "same"/
	s/"uri": "[ab].c"/"uri": "c.c"/' 'of its own: same'
planted 's/, "endColumn": [0-9]*//' 'no endColumn'
planted 's/"semanticVersion": "[^"]*"/"semanticVersion": "0.1"/' 'semanticVersion: 0.1'
planted 's|"uri": "a.c"|"uri": "file:///src/a.c"|' 'not relative'
planted "s/\(\"fullDescription\": {\"text\": \"\)/\1$(printf '%01100d' 0)/" 'is cut'

command -v curl >/dev/null || skip "curl is not installed"
mkfifo hold
"$CASES/formats/service" port <hold &
exec 9>hold
for i in $(seq 100); do
	[ -s port ] && break
	sleep 0.1
done
export GITHUB_API_URL="http://127.0.0.1:$(cat port)" GITHUB_TOKEN=secret \
	GITHUB_REPOSITORY=owner/linux GITHUB_REF=refs/pull/1/head \
	GITHUB_SHA=0123456789012345678901234567890123456789
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
expect 0 "$upload" run.sarif
grep -q 'run.sarif is taken' stdout || fail "not taken"
expect 2 "$upload" planted.sarif
says 'is rejected: .*is cut'
one_sentence
expect 2 env GITHUB_TOKEN=wrong "$upload" run.sarif
says 'answers 401: Bad credentials'
expect 2 env GITHUB_SHA=HEAD "$upload" run.sarif
says 'answers 400: .*no commit'
expect 2 env GITHUB_REPOSITORY=owner/other "$upload" run.sarif
says 'answers 404'
expect 2 env GITHUB_TOKEN= "$upload" run.sarif
says 'GITHUB_TOKEN is not set'
one_sentence
expect 2 env GITHUB_API_URL=http://127.0.0.1:1 "$upload" run.sarif
says 'does not answer'
expect 2 "$upload" missing.sarif
says 'is not there, or empty'
exec 9>&-
wait
