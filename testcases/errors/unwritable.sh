#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Nowhere to write the report: one sentence that names the place.
. "$CASES/errors/lib"

units case
expect 2 check case -o "$PWD/nowhere/report.txt"
says "nowhere"
one_sentence
