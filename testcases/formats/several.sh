#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Several formats at once give what each gives alone, whatever the jobs.
. "$CASES/errors/lib"

tasks case
all=
for format in text json sarif code-scanning gitlab github robot; do
	expect 1 check case --format $format
	mv stdout $format.alone
	[ -s $format.alone ] || fail "$format is empty"
	all="$all --format $format=$format.together"
done
expect 1 check case -j1 $all
[ ! -s stdout ] || fail "something was left for stdout"
for format in text json sarif code-scanning gitlab github robot; do
	cmp $format.alone $format.together || fail "$format differs"
done

# one may go to stdout, or to -o
expect 1 check case --format github --format sarif=again.sarif
cmp stdout github.alone
cmp again.sarif sarif.alone
expect 1 check case --format sarif=again.sarif --format robot -o mail
cmp mail robot.alone

expect 2 check case --format json --format sarif
one_sentence
for format in sarf "" sarif=; do
	expect "1 2 64" check case --format "$format"
	[ -s stderr ] || fail "--format '$format' was taken"
done
says "names no file"
expect 0 "$GFPCHECK" check --help
for format in text json sarif code-scanning gitlab github robot; do
	grep -q "$format" stdout || fail "--help does not name $format"
done
