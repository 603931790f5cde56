// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of base/progress: a line a minute where stderr is no terminal; on
 * one, a line that is written again. */
#include "base/buf.h"
#include "base/progress.h"
#include "tap.h"

#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int was;

static void to(int fd)
{
	was = dup(2);
	dup2(fd, 2);
	close(fd);
}

static void back(void)
{
	dup2(was, 2);
	close(was);
}

static void later(struct progress *p, double s)
{
	p->start -= s;
	p->last -= s;
}

static void test_lines(void)
{
	char path[] = "/tmp/gfpcheck-progress-XXXXXX";
	unsigned first = 0, second = 0;
	struct progress p;
	struct buf b = {0};
	int end = 0;

	to(mkstemp(path));
	progress_begin(&p, "parsing", 100, 200, 0);
	later(&p, 59);
	progress_step(&p, 10);
	progress_step(&p, 10); /* 2 of 100, a tenth of the work */
	later(&p, 1.5);
	progress_step(&p, 10); /* a line */
	progress_step(&p, 10);
	later(&p, 59);
	progress_step(&p, 10);
	later(&p, 1.5);
	for (int i = 0; i < 10; i++) /* one more */
		progress_step(&p, 10);
	progress_end(&p);
	back();
	file_read(&b, path);
	unlink(path);
	buf_add(&b, "", 1);
	if (sscanf(b.v,
		   "gfpcheck: parsing: 3/100, 0.0/s, 5:%u left\n"
		   "gfpcheck: parsing: 6/100, 0.0/s, 4:%u left\n%n",
		   &first, &second, &end) != 2)
		end = 0;
	/* 60.5 s for 30 of 200, 121 s for 60; the test itself takes its time */
	ok(end == (int)b.n - 1 && first >= 42 && first < 55 && second >= 42 &&
		   second < 55,
	   "no terminal: one line a minute, with rate and time left");
	buf_free(&b);
}

static void test_terminal(void)
{
	int master, slave;
	struct progress p;
	char text[4096];
	ssize_t n;

	if (openpty(&master, &slave, NULL, NULL, NULL)) {
		ok(1, "a terminal # SKIP there is none");
		return;
	}
	to(slave);
	progress_begin(&p, "parsing", 100, 200, 0);
	progress_step(&p, 2);
	later(&p, 1);
	progress_step(&p, 2);
	progress_step(&p, 2);
	progress_end(&p);
	fflush(stderr);
	n = read(master, text, sizeof(text) - 1);
	back();
	text[n > 0 ? n : 0] = 0;
	ok(!strncmp(text, "\rgfpcheck: parsing: 2/100, ", 27) &&
		   strstr(text, "/s, ") && strstr(text, " left\033[K") &&
		   !strchr(text, '\n') && !strstr(text, "3/100"),
	   "a terminal: one line, written again a few times a second");
	close(master);
}

static void test_quiet(void)
{
	char path[] = "/tmp/gfpcheck-progress-XXXXXX";
	struct progress p;
	struct buf b = {0};

	to(mkstemp(path));
	progress_begin(&p, "parsing", 100, 200, 1);
	later(&p, 100);
	progress_step(&p, 2);
	progress_end(&p);
	back();
	file_read(&b, path);
	unlink(path);
	ok(!b.n, "quiet");
	buf_free(&b);
}

int main(void)
{
	test_lines();
	test_terminal();
	test_quiet();
	return tap_end();
}
