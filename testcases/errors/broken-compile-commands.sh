#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# compile_commands.json that is cut off, empty, or missing.
. "$CASES/errors/lib"

units case
mv case/compile_commands.json whole
head -c 40 whole >case/compile_commands.json
expect 2 check case
says "compile_commands.json"
: >case/compile_commands.json
expect 2 check case
says "compile_commands.json"
rm case/compile_commands.json
expect 2 check case
says "compile_commands.json"
