# SPDX-License-Identifier: GPL-2.0-only
"""The corpus of kernel bugs (testcases/kernel/*.tsv): reading and applying it.

A row names a file, a function defined there and the nth occurrence of a token
sequence inside that function's text, comments and preprocessor lines included.
A file is cut into C tokens, so white space and line breaks never decide whether
a row applies.
"""

import csv
import os
import re

CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..",
                      "testcases", "kernel")

TOKEN = re.compile(r"""
    (?P<skip>[ \t\r\f\v\n]+ | \\\n | //(?:\\\n|[^\n])* | /\*.*?\*/)
  | (?P<string>L?"(?:\\.|[^"\\])*" | L?'(?:\\.|[^'\\])*')
  | (?P<word>[A-Za-z_$][A-Za-z0-9_$]* | \.?[0-9](?:[eEpP][+-]|[A-Za-z0-9_.])*)
  | (?P<op>\.\.\. | <<= | >>= | -> | \+\+ | -- | << | >> | <= | >= | == | != |
     && | \|\| | \#\# | [-+*/%&|^]= | .)
""", re.X | re.S)

DIRECTIVE = re.compile(
    r"#[ \t]*(?P<name>\w*)(?:\\\n|/\*.*?\*/|//[^\n]*|\"[^\"\n]*\"|[^\n])*", re.S)


class Token:
    """A token: its text, where it starts and ends; kind '#' = a directive."""

    __slots__ = ("text", "start", "end", "kind")

    def __init__(self, text, start, end, kind):
        self.text, self.start, self.end, self.kind = text, start, end, kind


def tokens(text):
    """Cut C text into tokens; a preprocessor line is one token."""
    out, at, fresh = [], 0, True
    while at < len(text):
        if fresh and text[at] == "#":
            m = DIRECTIVE.match(text, at)
            out.append(Token(m.group("name"), at, m.end(), "#"))
            at = m.end()
            continue
        m = TOKEN.match(text, at)
        if m.lastgroup == "skip":
            fresh = fresh or "\n" in m.group()
        else:
            fresh = False
            out.append(Token(m.group(), at, m.end(), m.lastgroup))
        at = m.end()
    return out


def nesting(toks):
    """Per token, how many braces are open before it; #else starts over."""
    depth, saved, out = 0, [], []
    for t in toks:
        out.append(depth)
        if t.kind == "#":
            if t.text in ("if", "ifdef", "ifndef"):
                saved.append(depth)
            elif t.text in ("else", "elif") and saved:
                depth = saved[-1]
            elif t.text == "endif" and saved:
                saved.pop()
        elif t.text == "{":
            depth += 1
        elif t.text == "}":
            depth = max(0, depth - 1)
    return out


def closing(toks, i):
    """The index of the bracket that closes the one at index i."""
    pairs, depth = {"(": ")", "{": "}", "[": "]"}, 0
    opener, closer = toks[i].text, pairs[toks[i].text]
    for j in range(i, len(toks)):
        if toks[j].kind == "op":
            depth += (toks[j].text == opener) - (toks[j].text == closer)
        if depth == 0:
            return j
    return len(toks) - 1


def body_after(toks, i):
    """The index of the `{` of a definition whose parameters end at i, or -1.

    Attributes and annotations may stand in between; a `;`, `,` or `=` at this
    level says that it was a declaration, a call or an initialiser.
    """
    i += 1
    while i < len(toks):
        t = toks[i]
        if t.text == "{" and t.kind == "op":
            return i
        if t.text == "(":
            i = closing(toks, i)
        elif t.kind == "op" and t.text != "*":
            return -1
        i += 1
    return -1


def head_before(toks, i):
    """The index of the first token of the declaration that holds index i."""
    while i > 0 and toks[i - 1].kind != "#" and toks[i - 1].text not in ";}":
        i -= 1
    return i


def functions(toks, name):
    """Yield (first, last) token indices of every definition of a function.

    `name(...) {` and `MACRO(name, ...) {` (SYSCALL_DEFINE and its kind).
    """
    depth, i = nesting(toks), 0
    for i, t in enumerate(toks):
        if t.text != name or depth[i] or i + 1 >= len(toks):
            continue
        if toks[i + 1].text == "(":
            end = closing(toks, i + 1)
        elif i > 1 and toks[i - 1].text == "(" and toks[i - 2].kind == "word":
            end = closing(toks, i - 1)
        else:
            continue
        body = body_after(toks, end)
        if body < 0:
            continue
        last = next((j for j in range(body + 1, len(toks))
                     if toks[j].text == "}" and toks[j].kind == "op" and
                     depth[j] == depth[body] + 1), len(toks) - 1)
        yield head_before(toks, i), last


PLAIN = re.compile(r"[A-Za-z_$][\w$]*|\.?\d(?:[eEpP][+-]|[\w.])*|\.\.\."
                   r"|<<=|>>=|->|\+\+|--|<<|>>|&&|\|\||[-+*/%&|^<>=!]=|\S")


def occurrences(text, start, end, wanted):
    """Yield (start, end) offsets of a token sequence between two offsets.

    Here the words of comments and strings count too: that is how the rows
    were numbered.
    """
    line = list(PLAIN.finditer(text, start, end))
    for i in range(len(line) - len(wanted) + 1):
        if all(line[i + k].group() == w for k, w in enumerate(wanted)):
            yield line[i].start(), line[i + len(wanted) - 1].end()


class RowError(Exception):
    """A row does not apply; the text says why."""


def apply_to_text(text, row):
    """The text with one row applied; RowError when it does not apply."""
    toks = tokens(text)
    wanted = PLAIN.findall(row["old"])
    nth, seen, most = int(row["nth"]), 0, 0
    for first, last in functions(toks, row["function"]):
        seen += 1
        places = list(occurrences(text, toks[first].start, toks[last].end,
                                  wanted))
        most = max(most, len(places))
        if len(places) >= nth:
            start, end = places[nth - 1]
            if not any(t.start <= start < t.end for t in toks):
                raise RowError(f"{row['file']}: `{row['old']}` no. {nth} in "
                               f"{row['function']}() stands in a comment")
            if not row["new"]:
                start = len(text[:start].rstrip(" \t"))
            return text[:start] + row["new"] + text[end:]
    if not seen:
        raise RowError(f"{row['file']}: no function {row['function']}()")
    raise RowError(f"{row['file']}: {row['function']}() has `{row['old']}` "
                   f"{most} times, not {nth}")


def patched(tree, row, *more):
    """The bytes of the row's file in a tree, with the row applied, and with
    more rows of that file that change other functions."""
    path = os.path.join(tree, row["file"])
    try:
        with open(path, encoding="latin-1", newline="") as f:
            text = f.read()
    except FileNotFoundError:
        raise RowError(f"{row['file']}: no such file") from None
    for one in (row, *more):
        text = apply_to_text(text, one)
    return text.encode("latin-1")


def unescape(field):
    """Undo the escapes of a tsv field: \\n, \\t, \\\\."""
    return re.sub(r"\\([nt\\])",
                  lambda m: {"n": "\n", "t": "\t", "\\": "\\"}[m.group(1)],
                  field)


def read_table(path):
    """The rows of a tsv file as dictionaries; lines that start with # are none."""
    with open(path, encoding="utf-8", newline="") as f:
        lines = (line for line in f if not line.startswith("#"))
        return [{k: unescape(v or "") for k, v in row.items() if k}
                for row in csv.DictReader(lines, delimiter="\t",
                                          quoting=csv.QUOTE_NONE)]


def rows(name, version=None):
    """Rows of CORPUS/name.tsv, those that a tree of this version has."""
    out = read_table(os.path.join(CORPUS, name + ".tsv"))
    return [r for r in out if version is None or in_version(r, version)]


def in_version(row, version):
    """Does a row say that it applies to trees of this version ("6.1")?"""
    trees = row.get("trees") or row.get("tree", "")
    return trees == "both" or version in trees.split(",")


def find_row(ident):
    """The row with this id, of either table that has changes."""
    for name in ("known-bugs", "must-not-flag"):
        for row in rows(name):
            if row["id"] == ident:
                return row
    raise RowError(f"{ident}: no such row in {os.path.normpath(CORPUS)}")


def table_release(path):
    """The release that a tsv file says it is of, or ""."""
    with open(path, encoding="utf-8") as f:
        said = re.search(r"^# release: (.*)$", f.read(), re.M)
    return said[1] if said else ""


def tree_release(tree):
    """ "6.1.192" or the like, from the Makefile of a kernel tree."""
    try:
        with open(os.path.join(tree, "Makefile"), encoding="utf-8") as f:
            head = f.read(2000)
    except OSError as e:
        raise RowError(f"{tree}: no kernel tree ({e.strerror})") from None
    found = re.findall(r"^(?:VERSION|PATCHLEVEL|SUBLEVEL) *= *(\d+)$", head,
                       re.M)
    if len(found) != 3:
        raise RowError(f"{tree}: no kernel tree (no VERSION in its Makefile)")
    return ".".join(found)


def tree_version(tree):
    """ "6.1" or the like."""
    return tree_release(tree).rpartition(".")[0]
