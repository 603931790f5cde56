#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A rules folder that is not there or that holds no rule.
. "$CASES/errors/lib"

units case
expect 2 "$GFPCHECK" check --units case/compile_commands.json --rules nowhere
says "nowhere"
mkdir empty
expect 2 "$GFPCHECK" check --units case/compile_commands.json --rules empty
says "empty"
