// SPDX-License-Identifier: GPL-2.0-only
/* GNU make's jobserver, the client's side. */
#include "base/jobserver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --jobserver-fds: before make 4.2 */
static const char *const names[] = {"--jobserver-auth=", "--jobserver-fds="};

/* The value of the last such word, or NULL. */
static const char *find(const char *flags)
{
	const char *found = NULL;

	for (const char *p = flags; p && *p; p += strcspn(p, " ")) {
		p += strspn(p, " ");
		if (!strncmp(p, "-- ", 3)) /* variables follow */
			break;
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (!strncmp(p, names[i], strlen(names[i])))
				found = p + strlen(names[i]);
	}
	return found;
}

static int is_pipe(int fd)
{
	struct stat st;

	return fd >= 0 && !fstat(fd, &st) && S_ISFIFO(st.st_mode);
}

static void open_fifo(struct jobserver *s, const char *path)
{
	struct stat st;

	/* O_RDWR: opening does not wait for the other side */
	s->in = s->out = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	s->on = s->in >= 0 && !fstat(s->in, &st) && S_ISFIFO(st.st_mode);
	if (s->in >= 0 && !s->on)
		close(s->in);
}

static void open_pipe(struct jobserver *s, int in, int out)
{
	char path[64];

	if (!is_pipe(in) || !is_pipe(out))
		return;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", in);
	s->in = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	s->out = fcntl(out, F_DUPFD_CLOEXEC, 3);
	s->on = s->in >= 0 && s->out >= 0;
	if (s->on)
		return;
	if (s->in >= 0)
		close(s->in);
	if (s->out >= 0)
		close(s->out);
}

void jobserver_open(struct jobserver *s, const char *flags)
{
	const char *where = find(flags);
	char path[4096];
	int in, out;

	memset(s, 0, sizeof(*s));
	if (!where)
		return;
	if (!strncmp(where, "fifo:", 5)) {
		snprintf(path, sizeof(path), "%.*s",
			 (int)strcspn(where + 5, " "), where + 5);
		open_fifo(s, path);
	} else if (sscanf(where, "%d,%d", &in, &out) == 2) {
		open_pipe(s, in, out);
	}
	s->closed = !s->on;
}

int jobserver_take(struct jobserver *s)
{
	unsigned char token;
	ssize_t n;

	do
		n = read(s->in, &token, 1);
	while (n < 0 && errno == EINTR);
	return n == 1 ? token : -1;
}

void jobserver_give(struct jobserver *s, int token)
{
	unsigned char byte = (unsigned char)token;

	while (write(s->out, &byte, 1) < 0 && errno == EINTR)
		;
}

void jobserver_close(struct jobserver *s)
{
	if (!s->on)
		return;
	close(s->in);
	if (s->out != s->in)
		close(s->out);
	s->on = 0;
}
