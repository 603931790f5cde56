#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A rule about functions that this kernel does not have is no error.
. "$CASES/errors/lib"

units case
cp -r "$RULES" rules
cat >rules/other-kernel.yaml <<END
# SPDX-License-Identifier: GPL-2.0-only
- boundary: other-kernel
  functions: [no_such_function_anywhere]
  reason: a function that only other kernels have
END
expect 1 "$GFPCHECK" check --units case/compile_commands.json --rules rules
