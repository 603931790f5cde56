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
ARCH ?= x86
# syncconfig, before anything is made, even with -n
ifneq ($(shell cat $(O)/.config),$(ARCH))
ifdef KCONFIG_NOSILENTUPDATE
$(shell echo '*** The configuration requires explicit update.' >&2)
$(error syncconfig)
endif
$(shell echo $(ARCH) >$(O)/.config)
endif
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
	mkdir -p obj/include/generated obj/include/config
	echo x86 >obj/.config
	touch obj/include/generated/autoconf.h obj/include/config/auto.conf
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

# For another ARCH, make would write another configuration over this one.
configured
export ARCH=arm64
expect 2 run --objtree obj
says "\.config would change: set ARCH"
grep -qx x86 obj/.config || fail "the configuration was changed"
unset ARCH

# A name that kbuild does not take.
configured
mv obj "an obj"
expect 2 run --objtree "an obj"
says "cannot work in .*/an obj, .* space or colon"
expect 2 run --objtree "an:obj" --config defconfig
says "cannot work in .*/an:obj, .* space or colon"
cp -r tree "a tree"
expect 2 "$GFPCHECK" check --tree "a tree" --objtree "an obj" --rules "$RULES"
says "cannot work in .*/a tree, .*: rename it"

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
