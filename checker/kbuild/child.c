// SPDX-License-Identifier: GPL-2.0-only
/* The parent's side of a child process that prints something. */
#include "kbuild/child.h"
#include "base/msg.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void child_output(struct buf *b, int fd)
{
	static char part[64 << 10];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) > 0 ||
	       (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(b, part, (size_t)n);
	close(fd);
}

int child_wait(pid_t pid, const char *name)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return error("cannot wait for %s: %s", name,
				     strerror(errno));
	if (WIFSIGNALED(status))
		return error("%s was killed by signal %d", name,
			     WTERMSIG(status));
	return WEXITSTATUS(status);
}
