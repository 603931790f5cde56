/* SPDX-License-Identifier: GPL-2.0-only */
/* Compile commands out of what make prints and what builds leave behind. */
#ifndef GFPCHECK_KBUILD_COMMANDS_H
#define GFPCHECK_KBUILD_COMMANDS_H

#include <stddef.h>

/**
 * typedef command_fn - takes one compile command.
 * @arg: what the reader was given for it.
 * @dir: the folder it runs in, or NULL where the source of commands has none.
 * @argc: number of words.
 * @argv: the words, the compiler first; like @dir valid during the call only.
 */
typedef void command_fn(void *arg, const char *dir, int argc,
			char *const *argv);

/**
 * commands_of_make() - the compile commands in the output of `make -n V=1`.
 * @text: the text, NUL-terminated or not; kept nowhere.
 * @n: its bytes.
 * @fn: called for each command, in order.
 * @arg: handed to @fn.
 *
 * Each line (lines that end in a backslash are joined) is read as a shell
 * would, and each of its simple commands that has the words -c and X.c is one:
 * kbuild wraps it in `set -e; echo '...'; trap ...; CC ... ; fixdep ...`.
 */
void commands_of_make(const char *text, size_t n, command_fn *fn, void *arg);

/**
 * commands_of_cmd() - the compile command in a `.X.o.cmd` file.
 * @text: the text, NUL-terminated or not; kept nowhere.
 * @n: its bytes.
 * @fn: called for each command, in order.
 * @arg: handed to @fn.
 *
 * `cmd_X := gcc ...`, or `savedcmd_X := gcc ...` since 6.4:
 * scripts/Kbuild.include.
 */
void commands_of_cmd(const char *text, size_t n, command_fn *fn, void *arg);

/**
 * commands_of_json() - the commands of a compile_commands.json.
 * @text: the text, NUL-terminated or not; kept nowhere.
 * @n: its bytes.
 * @fn: called for each command, in order.
 * @arg: handed to @fn.
 * Return: 0, or -1 when it is not JSON of that form; what came before has been
 * handed to @fn then.
 */
int commands_of_json(const char *text, size_t n, command_fn *fn, void *arg);

#endif
