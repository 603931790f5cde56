/* SPDX-License-Identifier: GPL-2.0-only */
/* Messages to the user, and the ways to stop. */
#ifndef GFPCHECK_BASE_MSG_H
#define GFPCHECK_BASE_MSG_H

#define PRINTF(f, a) __attribute__((format(printf, f, a)))

/** die() - cannot go on: print one sentence to stderr and exit with 2. */
void die(const char *fmt, ...) PRINTF(1, 2) __attribute__((noreturn));

/** error() - print one sentence to stderr. Return: -1, so callers can
 * `return error(...)`. */
int error(const char *fmt, ...) PRINTF(1, 2);

/** warn() - print one sentence to stderr and go on. */
void warn(const char *fmt, ...) PRINTF(1, 2);

/** bug() - our own mistake: print and abort. Use the macro BUG(). */
void bug(const char *file, int line, const char *fmt, ...) PRINTF(3, 4)
	__attribute__((noreturn));
#define BUG(...) bug(__FILE__, __LINE__, __VA_ARGS__)

#endif
