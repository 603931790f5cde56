#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The HTML report: one file that names nothing else, the same every time; text
# of the source cannot end its script; each line of source is in it once.
. "$CASES/errors/lib"

units case a b
sed -i 's|{|{ /* </script><b>\&amp; */|' case/a.c
expect 1 check case --format html=one.html
expect 1 check case --format html=two.html
cmp -s one.html two.html || fail "two runs, two reports"
[ "$(grep -c '</script>' one.html)" -eq 2 ] || fail "the source ends a script"
grep -q '@@' one.html && fail "a part of the page is missing"
grep -Eq '(src|href) *= *"|@import|url\(["a-z]' one.html &&
	fail "it loads something"

# The data as a program sees it: escapes and all.
cat >read.py <<'END'
import json, re, sys
text = open(sys.argv[1], encoding="utf-8").read()
data = json.loads(re.search(r'<script id="data".*?>(.*?)</script>', text,
                            re.S).group(1))
lines = [(s["file"], s["overlay"], s["missing"], first + i, line)
         for s in data["sources"] for first, part in s["parts"]
         for i, line in enumerate(part.split("\n"))]
print(len(data["findings"]), len(lines), len({l[0:4:3] for l in lines}))
for line in lines:
    print(*line)
END
python3 read.py one.html >data
head -n 1 data | grep -Eq '^2 ([0-9]+) \1$' || fail "kept twice: $(head -n 1 data)"
grep -Fqx "a.c 0 None 3 { /* </script><b>&amp; */" data || fail "not the line"
sed -n 5p case/a.c >line
grep -Fqx "a.c 0 None 5 $(cat line)" data || fail "not its number"

# An overlay is shown as it was read; the tree's file is not.
sed 's/kmalloc(64/kmalloc(65/' case/a.c >patched.c
expect 1 check case --overlay a.c=patched.c --format html=overlay.html
python3 read.py overlay.html >data
grep -q "^a.c 1 None .*kmalloc(65" data || fail "the overlay's text is not there"
grep -q "^a.c .*kmalloc(64" data && fail "the tree's text is there"
grep -q "^b.c 0 None .*kmalloc(64" data || fail "the other file is not there"
