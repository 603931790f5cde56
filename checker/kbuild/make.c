// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running make: a child with its output in a file and an environment that does
 * not depend on who called us.
 *
 * gfpcheck may itself run under make (the C=1 hook, a CI script), whose
 * MAKEFLAGS would reach the kernel's Makefile; messages are asked for in
 * English.
 */
#include "base/msg.h"
#include "kbuild/child.h"
#include "kbuild/plan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <signal.h>
#include <unistd.h>

typedef VEC(char *) words_t;

static void add_word(struct kbuild *kb, words_t *w, const char *fmt,
		     const char *value)
{
	vec_push(w, arena_printf(&kb->mem, fmt, value));
}

/* the lines of make.vars for @stage, and for all stages */
static void add_vars(struct kbuild *kb, const struct plan *plan,
		     const char *stage, words_t *w)
{
	char *path, *save = NULL;
	struct buf b = {0};

	if (!plan->ours || !plan->confdir)
		return;
	path = arena_printf(&kb->mem, "%s/make.vars", plan->confdir);
	if (file_read(&b, path) || !b.n)
		return;
	for (char *line = strtok_r(b.v, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		size_t n = strcspn(line, " \t");

		if (line[0] == '#' || !line[n])
			continue;
		line[n] = 0;
		if (strcmp(line, "all") && strcmp(line, stage))
			continue;
		line += n + 1;
		add_word(kb, w, "%s", line + strspn(line, " \t"));
	}
	buf_free(&b);
}

static void clean_environment(void)
{
	static const char *const names[] = {"MAKEFLAGS",
					    "MFLAGS",
					    "GNUMAKEFLAGS",
					    "MAKELEVEL",
					    "MAKEOVERRIDES",
					    "MAKEFILES",
					    "KBUILD_OUTPUT",
					    "KBUILD_VERBOSE",
					    "KBUILD_EXTMOD",
					    "KBUILD_CHECKSRC",
					    "V",
					    "C",
					    "O",
					    "W",
					    "M"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
	setenv("LC_ALL", "C", 1);
}

/* Somebody else's configuration stays as it is: called with another ARCH or
 * compiler, make would write a new one over it (scripts/kconfig/conf.c). */
static void keep_config(const struct kbuild *kb, const struct plan *plan)
{
	if (!plan->ours && has_file(kb->objtree, "include/config/auto.conf"))
		setenv("KCONFIG_NOSILENTUPDATE", "1", 1);
}

static void child(const struct kbuild *kb, const struct plan *plan, int out,
		  const char *logname, char **argv)
{
	int null = open("/dev/null", O_RDONLY);
	int log = open(logname, O_WRONLY | O_CREAT | O_APPEND, 0666);

	if (null < 0 || log < 0 || chdir(kb->tree))
		_exit(126);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	dup2(null, 0);
	dup2(out >= 0 ? out : log, 1);
	dup2(log, 2);
	clean_environment();
	keep_config(kb, plan);
	execvp(argv[0], argv);
	_exit(errno == ENOENT ? 127 : 126);
}

/* Return: what the log says of a full disk, a missing program, or another
 * configuration */
static const char *scan_log(struct kbuild *kb, int *full)
{
	char *log = arena_printf(&kb->mem, "%s/make.log", kb->workdir);
	const char *why = "", *p = NULL;
	struct buf b = {0};

	if (!file_read(&b, log) && b.n) {
		*full = strstr(b.v, strerror(ENOSPC)) != NULL;
		p = strstr(b.v, "not found");
	}
	if (b.n && strstr(b.v, "requires explicit update")) {
		why = " (.config would change: set ARCH, CROSS_COMPILE, LLVM "
		      "or CC as for the build, or run `make olddefconfig`)";
	} else if (p) {
		while (p > b.v && p[-1] != '\n')
			p--;
		why = arena_printf(&kb->mem, " (%.*s)", (int)strcspn(p, "\n"),
				   p);
	}
	buf_free(&b);
	return why;
}

const char *make_reason(struct kbuild *kb)
{
	int full = 0;

	return scan_log(kb, &full);
}

static int disk_full(struct kbuild *kb)
{
	int full = 0;

	scan_log(kb, &full);
	return full && error("no space left for %s: free some, then run again",
			     kb->objtree);
}

/* "source directory cannot contain spaces or colons" (Makefile), and an object
 * tree ends in nothing that says why. */
static int check_names(const struct kbuild *kb)
{
	const char *name = strpbrk(kb->tree, " \t:") ? kb->tree : kb->objtree;

	if (!strpbrk(name, " \t:"))
		return 0;
	return error("kbuild cannot work in %s, for the space or colon in its "
		     "name: %s",
		     name,
		     name == kb->tree ? "rename it"
				      : "name another folder with --objtree, "
					"or GFPCHECK_CACHE");
}

int make_run(struct kbuild *kb, const struct plan *plan,
	     const struct make *make)
{
	char *log = arena_printf(&kb->mem, "%s/make.log", kb->workdir);
	int rc, ends[2] = {-1, -1};
	words_t w = {0};
	pid_t pid;

	if (check_names(kb))
		return -1;
	add_word(kb, &w, "%s", "make");
	add_word(kb, &w, "-j%s", arena_printf(&kb->mem, "%d", make->jobs));
	if (!plan->in_place)
		add_word(kb, &w, "O=%s", kb->objtree);
	add_vars(kb, plan, make->stage, &w);
	for (int i = 0; make->args[i]; i++)
		add_word(kb, &w, "%s", make->args[i]);
	vec_push(&w, NULL);
	/* a pipe: make does not notice when the disk under its stdout is full
	 */
	if (make->out && pipe2(ends, O_CLOEXEC))
		return error("cannot make a pipe: %s", strerror(errno));
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		child(kb, plan, ends[1], log, w.v);
	if (make->out) {
		close(ends[1]);
		child_output(make->out, ends[0]);
	}
	rc = pid < 0 ? error("cannot start make: %s", strerror(errno))
		     : child_wait(pid, "make");
	vec_free(&w);
	if (rc == 127)
		return error("make was not found: install it (and flex, "
			     "bison, gcc), then run again");
	if (rc == 126)
		return error("make could not be run, or %s not written: free "
			     "some space or fix its permissions",
			     log);
	return rc > 0 && disk_full(kb) ? -1 : rc;
}

void progress(const struct plan *plan, const char *fmt, ...)
{
	va_list ap;

	if (plan->quiet)
		return;
	va_start(ap, fmt);
	fputs("gfpcheck: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputs(" ...\n", stderr);
	va_end(ap);
}
