# SPDX-License-Identifier: GPL-2.0-only
"""What a script asks gfpcheck about a kernel tree."""

import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def add_options(ap):
    """Options of an argparse parser that answer() needs."""
    ap.add_argument("--tree", required=True)
    ap.add_argument("--config", help="default: as gfpcheck has it")
    ap.add_argument("--gfpcheck",
                    default=os.path.join(ROOT, "build", "gfpcheck"))


def answer(args, *words):
    """What `gfpcheck WORDS` prints; exits if it fails: it has said why."""
    command = [args.gfpcheck, *words, "--tree", args.tree, "--quiet"]
    if args.config:
        command += ["--config", args.config]
    ran = subprocess.run(command, text=True, check=False,
                         stdout=subprocess.PIPE)
    if ran.returncode:
        sys.exit(2)
    return ran.stdout


def pointer_calls(args):
    """Every pointer call of the program, with its targets."""
    return json.loads(answer(args, "stats", "--calls", "--format",
                             "json"))["calls"]
