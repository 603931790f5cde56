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

/* A clock that stands still: a machine that pauses changes nothing. */
static double now_is;

static double standing(void)
{
	return now_is;
}

static void begin(struct progress *p, int quiet)
{
	progress_begin(p, "parsing", 100, 200, quiet);
	p->clock = standing;
	p->start = p->last = now_is;
}

static void test_lines(void)
{
	char path[] = "/tmp/gfpcheck-progress-XXXXXX";
	struct progress p;
	struct buf b = {0};

	to(mkstemp(path));
	begin(&p, 0);
	now_is += 59;
	progress_step(&p, 10);
	progress_step(&p, 10); /* 2 of 100, a tenth of the work */
	now_is += 1.5;
	progress_step(&p, 10); /* a line */
	progress_step(&p, 10);
	now_is += 59;
	progress_step(&p, 10);
	now_is += 1.5;
	for (int i = 0; i < 10; i++) /* one more */
		progress_step(&p, 10);
	progress_end(&p);
	back();
	file_read(&b, path);
	unlink(path);
	buf_add(&b, "", 1);
	ok(!strcmp(b.v, "gfpcheck: parsing: 3/100, 0.0/s, 5:42 left\n"
			"gfpcheck: parsing: 6/100, 0.0/s, 4:42 left\n"),
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
	begin(&p, 0);
	progress_step(&p, 2);
	now_is += 1;
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
	begin(&p, 1);
	now_is += 100;
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
