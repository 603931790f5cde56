#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The manual page, the completion and the catalogue of rules are what the program
# says now; every command's --help has an example; the page has every rule.
. "$CASES/errors/lib"

root=$CASES/..
"$root/scripts/make-docs" --check --build "$(dirname "$GFPCHECK")" >stdout ||
	fail "something is stale"
"$GFPCHECK" --help | sed -n 's/^  \([a-z]*\)  .*/\1/p' >commands
[ -s commands ] || fail "no command"
while read -r command; do
	"$GFPCHECK" "$command" --help </dev/null >help || fail "$command --help"
	grep -A1 '^Example:' help | grep -q "^  .*gfpcheck $command" ||
		fail "$command --help has no example of itself"
	grep -q "^\.SS $command$" "$root/man/gfpcheck.1" ||
		fail "$command is not in the manual page"
done <commands

"$GFPCHECK" explain --list --rules "$RULES" | wc -l >listed
grep -c '^### ' "$root/docs/rules.md" >shown
cmp -s listed shown || fail "$(cat listed) rules, $(cat shown) in the catalogue"

# rules/README.md has every kind of rule, with all of its keys
sed -n 's/^RULE(\([a-z]*\), "\(.*\)", "\(.*\)")$/\1 \2 \3/p' \
	"$root/checker/rule/rule.def" >kinds
[ -s kinds ] || fail "no kind of rule"
while read -r kind keys; do
	row=$(sed -nE "s/\\\\\\|/ /g; /^\\|[^|]*\\b$kind\\b[^|]*\\|/p" "$RULES/README.md")
	[ -n "$row" ] || fail "rules/README.md has no $kind"
	for key in $(echo "$keys" | tr '|' ' '); do
		case $key in bad | good) continue ;; esac
		echo "$row" | cut -d'|' -f3 | grep -qw "$key" ||
			fail "rules/README.md: $kind has a key $key"
	done
done <kinds

# one that is out of date is noticed
mkdir -p copy/docs copy/man copy/completion
cp -r "$root/scripts" "$root/rules" copy/
cp "$root/man/gfpcheck.1.in" "$root/man/gfpcheck.1" copy/man/
cp "$root"/completion/* copy/completion/
sed 's/GFP_NOIO/GFP_OIO/' "$root/docs/rules.md" >copy/docs/rules.md
expect 1 copy/scripts/make-docs --check --build "$(dirname "$GFPCHECK")"
grep -q 'docs/rules.md is not current' stdout || fail "not noticed"

if command -v groff >/dev/null; then
	groff -man -ww -Tascii "$root/man/gfpcheck.1" >/dev/null 2>stderr
	[ ! -s stderr ] || fail "groff warns"
fi
exit 0
