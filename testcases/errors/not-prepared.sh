#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# An object tree that was configured, no more: it is prepared first. When make
# lists no kernel all the same, that is no kernel without findings.
. "$CASES/errors/lib"

command -v make >/dev/null || skip "make is not installed"
units tree a
rm tree/compile_commands.json
mkdir tree/init
echo 'int start;' >tree/init/main.c
touch tree/Kconfig tree/Kbuild
# as in a kernel, make -n fails early while the tree is not prepared
cat >tree/Makefile <<'END'
VERSION = 6
PATCHLEVEL = 1
SUBLEVEL = 0
EXTRAVERSION =

O ?= .
tools := $(wildcard $(O)/include/generated/asm-offsets.h)

prepare modules_prepare:
	mkdir -p $(O)/include/generated
	touch $(O)/include/generated/autoconf.h
	touch $(O)/include/generated/asm-offsets.h

vmlinux modules: $(if $(tools),a.o init/main.o,no-tools)

%.o: %.c
	gcc -std=gnu11 -I$(CURDIR) -D__KERNEL__ '-DKBUILD_MODNAME="$(*F)"' -c -o $@ $(CURDIR)/$<
END

configured()
{
	rm -rf obj
	mkdir -p obj/include/generated
	touch obj/.config obj/include/generated/autoconf.h
}

run()
{
	"$GFPCHECK" check --tree tree --rules "$RULES" "$@"
}

configured
expect 1 run --objtree obj
has "^a\.c:4:.*warn_a"
says "preparing"
expect 1 run --objtree obj
[ ! -s stderr ] || fail "prepared again"

# Prepared, and no kernel is listed.
sed -i 's/a.o init.main.o/a.o/' tree/Makefile
configured
expect 2 run --objtree obj
says "no kernel to compile.*make\.log"

# In place: nothing is written to a tree that was not named as object tree.
export GFPCHECK_CACHE="$PWD/cache"
mkdir -p tree/include/generated
touch tree/.config tree/include/generated/autoconf.h
expect 2 run
says "not prepared: run .make prepare"
[ ! -e tree/include/generated/asm-offsets.h ] || fail "the tree was written to"
