#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A configuration that does not exist: one sentence that names it.
. "$CASES/errors/lib"

mkdir -p tree/include/linux tree/init tree/arch/x86 tree/scripts tree/kernel
printf 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\nEXTRAVERSION =\n' >tree/Makefile
touch tree/Kconfig tree/Kbuild tree/MAINTAINERS tree/COPYING
expect 2 "$GFPCHECK" check --tree tree --config nosuchconfig --rules "$RULES"
says "nosuchconfig"
one_sentence
