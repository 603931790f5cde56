// SPDX-License-Identifier: GPL-2.0-only
/* Growing byte buffers, and whole files in and out. */
#include "base/buf.h"
#include "base/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void reserve(struct buf *b, size_t more)
{
	if (b->n + more + 1 > b->cap)
		b->v = vec_grow(b->v, &b->cap, b->n + more + 1, 1);
}

void buf_add(struct buf *b, const void *p, size_t n)
{
	reserve(b, n);
	if (n)
		memcpy(b->v + b->n, p, n);
	b->n += n;
	b->v[b->n] = 0;
}

void buf_again(struct buf *b, size_t at, size_t n)
{
	reserve(b, n);
	if (n)
		memcpy(b->v + b->n, b->v + at, n);
	b->n += n;
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	reserve(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->v + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void buf_varint(struct buf *b, uint64_t x)
{
	char tmp[10];
	size_t n = 0;

	do {
		tmp[n++] = (char)((x & 0x7f) | (x > 0x7f ? 0x80 : 0));
		x >>= 7;
	} while (x);
	buf_add(b, tmp, n);
}

void buf_free(struct buf *b)
{
	free(b->v);
	memset(b, 0, sizeof(*b));
}

int file_read(struct buf *b, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t got;

	if (fd < 0)
		return -1;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode))
		reserve(b, (size_t)st.st_size);
	do {
		reserve(b, 4096);
		got = read(fd, b->v + b->n, b->cap - b->n - 1);
		if (got > 0)
			b->n += (size_t)got;
	} while (got > 0 || (got < 0 && errno == EINTR));
	if (b->v)
		b->v[b->n] = 0;
	close(fd);
	return got < 0 ? -1 : 0;
}

int make_dirs(const char *path)
{
	char *copy = strdup(path);
	int err = 0;

	for (char *p = copy + 1; !err; p++) {
		char c = *p;

		if (c && c != '/')
			continue;
		*p = 0;
		if (mkdir(copy, 0777) && errno != EEXIST)
			err = -1;
		*p = c;
		if (!c)
			break;
	}
	free(copy);
	return err;
}

static int make_parent(const char *path)
{
	char *copy = strdup(path), *slash = strrchr(copy, '/');
	int err = 0;

	if (slash && slash != copy) {
		*slash = 0;
		err = make_dirs(copy);
	}
	free(copy);
	return err;
}

static int write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t put = write(fd, p, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		p += put;
		n -= (size_t)put;
	}
	return 0;
}

/* a device or a pipe is written to, never replaced */
static int is_special(const char *path)
{
	struct stat st;

	return !stat(path, &st) && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static int write_special(const char *path, const void *p, size_t n)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), err;

	if (fd < 0)
		return -1;
	err = write_all(fd, p, n);
	return close(fd) || err ? -1 : 0;
}

int file_write(const char *path, const void *p, size_t n)
{
	struct buf tmp = {0};
	int fd, err;

	if (is_special(path))
		return write_special(path, p, n);
	buf_printf(&tmp, "%s.%d.tmp", path, (int)getpid());
	fd = open(tmp.v, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0 && errno == ENOENT && !make_parent(path))
		fd = open(tmp.v, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
			  0666);
	if (fd < 0) {
		buf_free(&tmp);
		return -1;
	}
	err = write_all(fd, p, n);
	if (close(fd))
		err = -1;
	if (!err)
		err = rename(tmp.v, path);
	if (err) {
		int saved = errno;

		unlink(tmp.v);
		errno = saved;
	}
	buf_free(&tmp);
	return err ? -1 : 0;
}
