#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# .gfpcheck.yaml in a folder says what is reported of the files below it.
. "$CASES/errors/lib"

units case a b
mkdir -p case/sub/deep
mv case/b.c case/sub/deep/b.c
sed -i 's|"b\.c"|"sub/deep/b.c"|g' case/compile_commands.json
expect 1 check case

echo 'disable: noio-mask' >case/sub/.gfpcheck.yaml
expect 1 check case
lacks "warning: warn_b"
has "warning: warn_a"
has "^1 finding: 1 certain.*; 1 not asked for by \.gfpcheck\.yaml$"

# The nearest wins, key by key.
printf 'confidence: likely\ndisable: [noio-door, noio-scope]\n' \
	>case/sub/deep/.gfpcheck.yaml
expect 1 check case
has "warning: warn_b"
echo 'contexts: [atomic, nofs]' >case/.gfpcheck.yaml
expect 0 check case
has "^0 findings.*; 2 not asked for by"
echo 'contexts: noio' >case/sub/deep/.gfpcheck.yaml
expect 0 check case
has "^0 findings.*; 2 not asked for by"
printf 'contexts: noio\ndisable: []\n' >case/sub/deep/.gfpcheck.yaml
expect 1 check case
has "warning: warn_b"
lacks "warning: warn_a"
expect 0 check case --format json -o out.json a.c
grep -q '"suppressed": "not asked for by .*/case/.gfpcheck.yaml:1"' out.json ||
	fail "the JSON does not say why"
rm case/.gfpcheck.yaml case/sub/.gfpcheck.yaml case/sub/deep/.gfpcheck.yaml

# Confidence: a mask that is not known is a possible finding.
sed -i '2i extern gfp_t unknown;' case/a.c
sed -i 's/GFP_KERNEL/unknown/' case/a.c
expect 1 check case
lacks "warning: warn_a"
has "; 1 possible not shown$"
echo 'confidence: possible' >case/.gfpcheck.yaml
expect 1 check case
has "warning: warn_a"
has "^2 findings: 1 certain, 0 likely, 1 possible;"
expect 1 check case --confidence certain
lacks "warning: warn_a"
expect 1 check case --confidence likely
lacks "warning: warn_a"
rm case/.gfpcheck.yaml

# wrong TEXT PLACE SENTENCE
wrong()
{
	printf -- "$1" >case/sub/.gfpcheck.yaml
	expect 2 check case
	says "case/sub/\.gfpcheck\.yaml:$2: $3"
	one_sentence
}

wrong 'confidence: sure\n' 1:13 "'confidence' is certain"
wrong '\ndisabel: noio-mask\n' 2:1 "there is no key 'disabel'; did you mean 'disable'"
wrong 'disable: [noio-mask, noio-maks]\n' 1:22 "no finding is called 'noio-maks'"
wrong 'contexts: nio\n' 1:11 "there is no context 'nio'; did you mean 'noio'"
wrong '- disable\n' 1:1 "'key: value'"
wrong 'disable: [a\n' '[0-9]+:[0-9]+' ""
wrong 'disable: noio-mask\ndisable: noio-door\n' 2:1 ".*written twice"
printf '' >case/sub/.gfpcheck.yaml
expect 1 check case
mkdir case/.gfpcheck.yaml
expect 2 check case
one_sentence
