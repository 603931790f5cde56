#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The robot's mail: a command that finds the same again, and the source as it
# was checked.
. "$CASES/errors/lib"

has()
{
	grep -q -- "$1" stdout || fail "the mail lacks $1"
}

units "a case" a
expect 1 check "a case" --format robot --confidence possible a.c
cp stdout mail
has '^New gfpcheck warnings:$'
has '^>> a\.c:4:.*\[noio-mask\]$'
has '^| Reported-by: '
has '^| Closes: '
has '^vim +/warn_a +4 a\.c$'
has '^>     4	.*kmalloc'
has '^      3	{$'
grep -q '^Old ' stdout && fail "there is no baseline"

again=$(sed -n '/^reproduce:$/{n;s/^ *gfpcheck //p}' mail)
[ "$again" ] || fail "no command"
eval "expect 1 \"\$GFPCHECK\" $again --format robot"
cmp stdout mail

# the text that stood in the place of the file
{
	echo '/* one line more */'
	cat "a case/a.c"
} >patched.c
expect 1 check "a case" --format robot --overlay a.c=patched.c
has '^      1	/\* one line more \*/$'
has '^>     5	.*kmalloc'

# nothing found: no tags, no lists
units clean
sed 's/GFP_KERNEL/GFP_NOIO/' clean/a.c >a.c && mv a.c clean/a.c
expect 0 check clean --format robot
grep -q 'Reported-by\|warnings:' stdout && fail "tags without a finding"
has '^0 findings'

# in a repository: which commit, and who wrote the lines
repository kept
git -C kept config user.name 'Somebody Long-Named Indeed'
sed -i 's/^{$/{\n	\/* new *\//' kept/a.c
GIT_AUTHOR_DATE='2001-02-03T04:05:06Z' commit kept second
head=$(git -C kept rev-parse HEAD)
expect 1 check kept --format robot
has "^head:   $head second$"
has "^$(git -C kept rev-parse first | cut -c1-14) nobody               20..-..-.. >     5	.*kmalloc"
has "^$(echo "$head" | cut -c1-14) Somebody Long-Named  2001-02-03       4	.*new"

# not so where another text stood in its place, or a stranger's git knows nothing
expect 1 check kept --format robot --overlay a.c=patched.c
has '^>     5	.*kmalloc'
units kept/inner
expect 1 check kept/inner --format robot
grep -q "^head:" stdout && fail "the head of another repository"
has '^>     4	.*kmalloc'
