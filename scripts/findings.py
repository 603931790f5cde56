# SPDX-License-Identifier: GPL-2.0-only
"""Reports of `gfpcheck check --format json`: reading and comparing them."""

import json


def load(path):
    """A report; {"findings": [], "coverage": {}} at least."""
    with open(path, encoding="utf-8") as f:
        report = json.load(f)
    report.setdefault("findings", [])
    report.setdefault("coverage", {})
    return report


def members(finding):
    """A group's bugs, each as a finding of its own; else the finding itself."""
    return finding.get("members") or [finding]


def prints(report):
    """The fingerprints of all bugs of a report."""
    return {b["fingerprint"] for f in report["findings"] for b in members(f)}


def new(base, report):
    """What another report lacks: findings whole, groups with their new bugs."""
    known, fresh = prints(base), []
    for finding in report["findings"]:
        bugs = [b for b in members(finding) if b["fingerprint"] not in known]
        if not bugs:
            continue
        if finding.get("members"):
            chain = [s for s in finding["chain"] if s.get("kind") != "also"]
            if finding["members"][0] not in bugs:
                chain = []
            steps = [s for b in bugs for s in b.get("chain", []) + [b]]
            finding = {**finding, "members": bugs, "chain": chain + steps,
                       "origin": bugs[0]}
        fresh.append(finding)
    return fresh


def places(finding):
    """Every (file, function) of a finding: where it is, whence, and how."""
    spots = [finding, finding.get("origin"), finding.get("placement")]
    for spot in spots + list(finding.get("chain", [])):
        if isinstance(spot, dict) and spot.get("function"):
            yield spot.get("file") or "", spot["function"]


def own_places(finding):
    """As places(), without the chain."""
    return places({**finding, "chain": []})


def at(spots, file, function):
    """Is this function of this file one of the spots?"""
    return any(name == function and
               (path == file or path.endswith("/" + file) or not path)
               for path, name in spots)


def render(finding):
    """A finding as text: one GCC-style line, then its chain."""
    where = f"{finding.get('file')}:{finding.get('line')}"
    if finding.get("column"):
        where += f":{finding['column']}"
    lines = [f"{where}: warning: {finding.get('message')} "
             f"[{finding.get('rule')}]"]
    if finding.get("entry"):
        lines.append(f"    entry: {finding['entry']}")
    for depth, step in enumerate(finding.get("chain", [])):
        evidence = f"  ({step['evidence']})" if step.get("evidence") else ""
        lines.append(f"    {'  ' * depth}{step.get('function')}() "
                     f"{step.get('file')}:{step.get('line')}{evidence}")
    origin = finding.get("origin")
    if isinstance(origin, dict) and origin.get("function"):
        lines.append(f"    origin: {origin['function']}() "
                     f"{origin.get('file')}:{origin.get('line')}")
    return "\n".join(lines)
