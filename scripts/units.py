# SPDX-License-Identifier: GPL-2.0-only
"""The units of a kernel tree, as gfpcheck keeps them beside its summaries.

OBJTREE/.gfpcheck/units is written by every run on a tree (its format is in
checker/kbuild/cache.c): no kernel build and no run of make is needed here.
"""

import glob
import json
import os

HEAD = b"gfpcheck units " # and the code that made it, by its hash


class UnitsError(Exception):
    """One sentence for the user."""


class Unit:
    """One compile command: flags that clang and gcc both take."""

    def __init__(self, words):
        self.obj, self.src, self.path, self.modname, self.dir = words[:5]
        self.flags = words[5:]

    def command(self, compiler, *more):
        """Run it in self.dir."""
        return [compiler] + self.flags + list(more) + [self.path]

    def absolute_flags(self):
        """The flags, for a tool that runs elsewhere than in self.dir."""
        out, flags = [], iter(self.flags)
        for flag in flags:
            if flag in ("-I", "-include", "-isystem"):
                out += [flag, self.absolute(next(flags))]
            elif flag.startswith("-I"):
                out.append("-I" + self.absolute(flag[2:]))
            else:
                out.append(flag)
        return out

    def absolute(self, path):
        return os.path.normpath(os.path.join(self.dir, path))

    def as_json(self):
        """An entry of a compile_commands.json."""
        return {"directory": self.dir, "file": self.path, "output": self.obj,
                "modname": self.modname,
                "arguments": self.command("clang", "-c", "-o", self.obj)}


def objtree_of(tree):
    """The newest folder of the cache in which this tree was checked."""
    cache = os.environ.get("GFPCHECK_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"),
        "gfpcheck")
    name = os.path.basename(os.path.realpath(tree))
    found = glob.glob(os.path.join(glob.escape(cache), name + "-*",
                                   ".gfpcheck", "units"))
    if not found:
        raise UnitsError(f"{tree} was not checked yet: run gfpcheck check "
                         "--tree on it first, or give --objtree")
    newest = max(found, key=os.path.getmtime)
    return os.path.dirname(os.path.dirname(newest))


def read(objtree):
    """All units whose source is there, sorted by source file."""
    path = os.path.join(objtree, ".gfpcheck", "units")
    try:
        with open(path, "rb") as f:
            data = f.read()
    except OSError as e:
        raise UnitsError(f"cannot read {path}: {e.strerror}; run gfpcheck "
                         "check on the tree first") from e
    head, _, rest = data.partition(b"\n")
    if not head.startswith(HEAD):
        raise UnitsError(f"{path} is not what this script can read")
    numbers, _, rest = rest.partition(b"\n")
    _, watched, notes, _, size, _ = numbers.split()
    skipped = int(watched) + int(notes)
    rest = rest.split(b"\n", skipped)[skipped]
    words = [""] + rest[:int(size)].decode(errors="surrogateescape").split("\0")
    units = []
    for line in rest[int(size):].decode().splitlines():
        ids = [int(n) for n in line.split()]
        if not ids[5]:
            units.append(Unit([words[i] for i in ids[:5] + ids[7:]]))
    return sorted(units, key=lambda u: (u.src, u.obj))


def write_json(units, path):
    """A compile_commands.json for `gfpcheck --units`."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as f:
        json.dump([u.as_json() for u in units], f)
