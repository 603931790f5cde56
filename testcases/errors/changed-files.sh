#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A change is seen whatever the dates say, and dates alone change nothing.
. "$CASES/errors/lib"

# parses N - the next run parses N units (the probe is one of them)
parses()
{
	expect "0 1" check case --timings
	says "extract: $1 of 4 units parsed"
}

has_a()
{
	grep -q warn_a stdout || fail "$1: an old report"
}

no_a()
{
	grep -q warn_a stdout && fail "$1: an old report"
	return 0
}

repository case a b c
cp case/a.c bad
sed 's/GFP_KERNEL/GFP_ATOMIC/' bad >good # as long as the other
[ "$(wc -c <bad)" = "$(wc -c <good)" ] || fail "the case is no good"
parses 4
cp stdout first

# The same size and date of change, at once after a run and after that.
for i in 1 2 3; do
	touch -r case/a.c date
	cat good >case/a.c
	touch -r date case/a.c
	parses 1
	no_a "same size and date"
	cat bad >case/a.c
	touch -r date case/a.c
	parses 1
	has_a "same size and date, back"
done

# Changed there and back between two runs; replaced by a copy.
cat good >case/a.c
cat bad >case/a.c
parses 0
cp -p case/a.c copy
mv copy case/a.c
parses 0
cp -p good case/a.c.new
touch -r case/a.c case/a.c.new
mv case/a.c.new case/a.c
parses 1
no_a "replaced by another with the same date"
cat bad >case/a.c
parses 1

# Clocks that are wrong: dates in the future, in 1980, 2040.
for date in 1980-01-01 2040-01-01 'now + 1 hour' 'now - 1 hour'; do
	touch -d "$date" case/a.c case/b.c case/kernel.h
	parses 0
	cat good >case/a.c
	touch -d "$date" case/a.c
	parses 1
	no_a "$date"
	cat bad >case/a.c
	touch -d "$date" case/a.c
	parses 1
	has_a "$date"
done

# Another branch and back, with a run in between and without one.
git -C case checkout -q -b topic
cat good >case/a.c
echo '/* longer */' >>case/b.c
commit case second
git -C case checkout -q -
parses 0
git -C case checkout -q topic
git -C case checkout -q -
parses 0
git -C case checkout -q topic
parses 2
no_a "topic"
git -C case checkout -q -
parses 2
cmp -s first stdout || fail "another report after going to a branch and back"
