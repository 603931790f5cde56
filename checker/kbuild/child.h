/* SPDX-License-Identifier: GPL-2.0-only */
/* The parent's side of a child process that prints something. */
#ifndef GFPCHECK_KBUILD_CHILD_H
#define GFPCHECK_KBUILD_CHILD_H

#include <sys/types.h>

#include "base/buf.h"

/** child_output() - append all that comes out of @fd, then close it. */
void child_output(struct buf *b, int fd);

/**
 * child_wait() - wait for the end of a child.
 * @pid: the child.
 * @name: what it runs, for messages.
 * Return: its exit code, or -1 after one sentence (it was killed).
 */
int child_wait(pid_t pid, const char *name);

#endif
