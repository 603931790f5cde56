/* SPDX-License-Identifier: GPL-2.0-only */
/* Compiler flags: from what gcc was given to what libclang takes. */
#ifndef GFPCHECK_KBUILD_FLAGS_H
#define GFPCHECK_KBUILD_FLAGS_H

#include "base/arena.h"
#include "kbuild/kbuild.h"

/**
 * flags_sanitise() - fill @u->src, obj, modname, argv from a raw command.
 * @mem: where all of it lives; nothing of @argv is kept.
 * @u: zeroed first; path, dir and missing stay so.
 * @argc: number of words.
 * @argv: the words, the compiler first; the hook's line may lack the compiler,
 *	which is seen by its first word beginning with '-'.
 * Keeps, by the table flags.def, what changes the meaning: -D -U -I -isystem
 * -include -iquote -std -nostdinc -m64/-m32/-march, -fshort-wchar,
 * -funsigned-char, -fms-extensions, -ffreestanding, -fno-builtin, -O, and
 * drops the rest one by one: gcc-only -f and -m flags, warnings, plugins, -c,
 * -o, -MD/-MMD, -Wp,..., sparse's own flags such as -Wbitwise.
 * A cross compiler (`aarch64-linux-gnu-gcc`) becomes --target=.
 * @u->src is as written; @u->obj is what -o said, or the source's name with .o.
 * Return: 0, or -1 if the command compiles no .c file.
 */
int flags_sanitise(struct arena *mem, struct unit *u, int argc,
		   char *const *argv);

/**
 * flags_kernel_code() - is it code of the running kernel?
 * @argc: number of words.
 * @argv: the raw command.
 *
 * Not: host programs, boot loaders, vDSO, purgatory and firmware stubs. Told by
 * -D__KERNEL__ and -DKBUILD_MODNAME (scripts/Makefile.lib gives them to kernel
 * code) and by the absence of -DBUILD_VDSO*, -D__DISABLE_EXPORTS and -m16,
 * which the parts that are linked apart set for themselves. Some set -fPIC
 * alone: see flags_pic().
 */
int flags_kernel_code(int argc, char *const *argv);

/** flags_pic() - may it be loaded anywhere? Then it is no kernel code (x86's
 * vDSO, arm's stub), unless the kernel as a whole is (s390 since 6.10). */
int flags_pic(int argc, char *const *argv);

/** flags_plugins() - does the command load gcc plugins? */
int flags_plugins(int argc, char *const *argv);

#endif
