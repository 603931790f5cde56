// SPDX-License-Identifier: GPL-2.0-only
/* Asking git(1). */
#include "kbuild/git.h"
#include "kbuild/kbuild.h"
#include "kbuild/child.h"
#include "base/msg.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_WORDS 24
#define MAX_NAMED 3 /* changed files in a message */

/* ---- running ---- */

/**
 * struct ask - one call.
 * @env: "NAME=VALUE" words, NULL-ended; NULL: none.
 * @out, @err: what it prints.
 */
struct ask {
	const char *const *env;
	struct buf out, err;
};

static void clean_environment(void)
{
	static const char *const names[] = {"GIT_DIR",
					    "GIT_WORK_TREE",
					    "GIT_INDEX_FILE",
					    "GIT_PREFIX",
					    "GIT_OBJECT_DIRECTORY",
					    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
					    "GIT_COMMON_DIR",
					    "GIT_NAMESPACE"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
	setenv("LC_ALL", "C", 1);
	setenv("GIT_OPTIONAL_LOCKS", "0", 1); /* status writes no index */
	setenv("GIT_TERMINAL_PROMPT", "0", 1);
}

static void child(const struct ask *a, int out, int err, char **argv)
{
	int null = open("/dev/null", O_RDONLY);

	if (null < 0)
		_exit(126);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	dup2(null, 0);
	dup2(out, 1);
	dup2(err, 2);
	clean_environment();
	for (size_t i = 0; a->env && a->env[i]; i++)
		putenv((char *)a->env[i]);
	execvp(argv[0], argv);
	_exit(errno == ENOENT ? 127 : 126);
}

/* git -C DIR WORDS; @words is NULL-ended. Return: its exit code, or -1 after
 * one sentence. */
static int run(const struct git *g, struct ask *a, const char *const *words)
{
	const char *argv[MAX_WORDS] = {"git", "-C", g->dir};
	FILE *messages = tmpfile();
	int ends[2], rc, n = 3;
	pid_t pid;

	for (size_t i = 0; words[i]; i++)
		argv[n++] = words[i];
	if (!messages || pipe2(ends, O_CLOEXEC))
		return error("cannot start git: %s", strerror(errno));
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		child(a, ends[1], fileno(messages), (char **)argv);
	close(ends[1]);
	child_output(&a->out, ends[0]);
	rc = pid < 0 ? error("cannot start git: %s", strerror(errno))
		     : child_wait(pid, "git");
	lseek(fileno(messages), 0, SEEK_SET);
	child_output(&a->err, dup(fileno(messages)));
	fclose(messages);
	if (rc == 127)
		return error("git was not found: install it, then run again");
	return rc;
}

#define RUN(g, a, ...) run(g, a, (const char *const[]){__VA_ARGS__, NULL})

static void done(struct ask *a)
{
	buf_free(&a->out);
	buf_free(&a->err);
}

/* the last line of what it complained about */
static int failed(struct ask *a, const char *what)
{
	char *p = a->err.n ? a->err.v : "no reason given", *nl;

	while (*p && (nl = strrchr(p, '\n')) && !nl[1])
		*nl = 0;
	nl = strrchr(p, '\n');
	return error("%s: %s", what, nl ? nl + 1 : p);
}

/* ---- the repository ---- */

/* one line of output; NULL: git said no */
static const char *line_of(struct git *g, struct ask *a)
{
	if (!a->out.n)
		return "";
	a->out.v[strcspn(a->out.v, "\n")] = 0;
	return arena_strdup(&g->mem, a->out.v);
}

int git_open(struct git *g, const char *dir)
{
	struct ask a = {0}, b = {0};
	char full[PATH_MAX];
	int rc;

	memset(g, 0, sizeof(*g));
	if (!realpath(dir, full))
		return error("there is no folder %s", dir);
	g->dir = arena_strdup(&g->mem, full);
	rc = RUN(g, &a, "rev-parse", "--absolute-git-dir");
	if (!rc)
		rc = RUN(g, &b, "rev-parse", "--show-prefix");
	if (!rc) {
		g->repo = line_of(g, &a);
		g->prefix = line_of(g, &b);
	} else if (rc > 0 && a.err.n && !strstr(a.err.v, "not a git repo")) {
		rc = failed(&a, g->dir);
	} else if (rc > 0) {
		rc = error("%s is not in a git repository: a comparison needs "
			   "one that holds both revisions",
			   g->dir);
	}
	done(&a);
	done(&b);
	return rc ? -1 : 0;
}

static int is_shallow(struct git *g)
{
	struct ask a = {0};
	int yes = !RUN(g, &a, "rev-parse", "--is-shallow-repository") &&
		  a.out.n && !strncmp(a.out.v, "true", 4);

	done(&a);
	return yes;
}

const char *git_commit(struct git *g, const char *rev)
{
	const char *name = arena_printf(&g->mem, "%s^{commit}", rev);
	const char *commit = NULL;
	struct ask a = {0};
	int rc = RUN(g, &a, "rev-parse", "--verify", "--quiet",
		     "--end-of-options", name);

	if (!rc && a.out.n)
		commit = line_of(g, &a);
	else if (rc >= 0 && is_shallow(g))
		error("%s is a shallow clone that lacks %s: fetch it, for "
		      "instance by `git fetch --unshallow`",
		      g->dir, rev);
	else if (rc >= 0)
		error("there is no commit %s in %s: fetch it, or correct its "
		      "name",
		      rev, g->repo);
	done(&a);
	return commit;
}

/* ---- is it clean? ---- */

/* @line: "XY PATH" of `git status --porcelain` */
static int is_change(const char *line)
{
	const char *path = line + 3;
	size_t n = strlen(path);

	if (strstr(path, ".gfpcheck/")) /* our own */
		return 0;
	if (strncmp(line, "??", 2))
		return 1;
	return is_build_file(path) ||
	       (n > 2 && path[n - 2] == '.' && strchr("ch", path[n - 1]));
}

int git_clean(struct git *g)
{
	struct buf names = {0};
	struct ask a = {0};
	size_t n = 0;
	int rc = RUN(g, &a, "status", "--porcelain", "-z",
		     "--untracked-files=all", "--ignore-submodules", "--", ".");

	if (rc > 0)
		rc = failed(&a, "git status");
	for (char *p = a.out.v; !rc && p < a.out.v + a.out.n;
	     p += strlen(p) + 1) {
		int renamed = p[0] == 'R' || p[0] == 'C';

		if (is_change(p) && n++ < MAX_NAMED)
			buf_printf(&names, "%s%s", n > 1 ? ", " : "", p + 3);
		if (renamed)
			p += strlen(p) + 1; /* its old name */
	}
	if (!rc && n > MAX_NAMED)
		buf_printf(&names, " and %zu more", n - MAX_NAMED);
	if (!rc && n)
		rc = error("%s has changes that are not committed (%s): "
			   "commit or stash them, or name a revision with "
			   "--head",
			   g->dir, names.v);
	buf_free(&names);
	done(&a);
	return rc ? -1 : 0;
}

/* ---- two commits ---- */

static const char *next_word(struct git *g, struct ask *a, size_t *at)
{
	const char *s;

	if (*at >= a->out.n)
		return "";
	s = arena_strdup(&g->mem, a->out.v + *at);
	*at += strlen(s) + 1;
	return s;
}

int git_diff(struct git *g, const char *from, const char *to, git_changes *out)
{
	struct ask a = {0};
	int rc =
		RUN(g, &a, "diff", "--name-status", "-z", "-M", "--no-ext-diff",
		    "--relative", "--ignore-submodules", from, to, "--");

	if (rc > 0)
		rc = failed(&a, "git diff");
	for (size_t at = 0; !rc && at < a.out.n;) {
		struct git_change c = {.status = *next_word(g, &a, &at)};

		if (c.status == 'R' || c.status == 'C')
			c.was = next_word(g, &a, &at);
		c.path = next_word(g, &a, &at);
		vec_push(out, c);
	}
	done(&a);
	return rc ? -1 : 0;
}

int git_read(struct git *g, const char *commit, const char *path,
	     struct buf *out)
{
	const char *name =
		arena_printf(&g->mem, "%s:%s%s", commit, g->prefix, path);
	struct ask a = {0};
	int rc = RUN(g, &a, "cat-file", "blob", name);

	if (rc > 0)
		rc = failed(&a, arena_printf(&g->mem, "cannot read %s", name));
	if (!rc && a.out.n)
		buf_add(out, a.out.v, a.out.n);
	done(&a);
	return rc ? -1 : 0;
}

/* ---- a tree of its own ---- */

static int tree_run(struct git *g, const char *where, const char *const *words)
{
	const char *env[] = {
		arena_printf(&g->mem, "GIT_DIR=%s", g->repo),
		arena_printf(&g->mem, "GIT_WORK_TREE=%s/tree", where),
		arena_printf(&g->mem, "GIT_INDEX_FILE=%s/index", where), NULL};
	struct git there = {.dir = arena_printf(&g->mem, "%s/tree", where)};
	struct ask a = {.env = env};
	int rc = run(&there, &a, words);

	if (rc > 0)
		rc = failed(&a, arena_printf(&g->mem, "cannot make %s/tree",
					     where));
	done(&a);
	return rc ? -1 : 0;
}

#define TREE(g, where, ...) \
	tree_run(g, where, (const char *const[]){__VA_ARGS__, NULL})

static int holds(const char *path, const char *text)
{
	struct buf b = {0};
	int same = !file_read(&b, path) && b.n == strlen(text) &&
		   !memcmp(b.v, text, b.n);

	buf_free(&b);
	return same;
}

int git_export(struct git *g, const char *commit, const char *where)
{
	const char *tree = arena_printf(&g->mem, "%s/tree", where);
	const char *at = arena_printf(&g->mem, "%s/commit", where);
	struct stat st;
	int whole;

	if (make_dirs(tree))
		return error("cannot make the folder %s: %s", tree,
			     strerror(errno));
	if (holds(at, commit))
		return 0;
	/* no stamp: whoever wrote here last was stopped half way */
	whole = !stat(at, &st);
	unlink(at);
	unlink(arena_printf(&g->mem, "%s/index.lock", where));
	if (!whole)
		unlink(arena_printf(&g->mem, "%s/index", where));
	if (TREE(g, where, "read-tree", "--reset", "-u", commit))
		return -1;
	if (!whole && (TREE(g, where, "checkout-index", "-a", "-f", "-q") ||
		       TREE(g, where, "clean", "-ffdxq")))
		return -1;
	if (file_write(at, commit, strlen(commit)))
		return error("cannot write %s: %s", at, strerror(errno));
	return 0;
}

/* ---- who wrote it ---- */

int git_peek(struct git *g, const char *dir, const char **head)
{
	struct ask a = {0}, b = {0};
	int rc;

	memset(g, 0, sizeof(*g));
	g->dir = arena_strdup(&g->mem, dir);
	/* of a folder that lies in somebody else's repository HEAD has none */
	rc = RUN(g, &a, "rev-parse", "--verify", "--quiet", "HEAD:./") ||
	     RUN(g, &b, "log", "-1", "--format=%H %s");
	if (!rc)
		*head = line_of(g, &b);
	done(&a);
	done(&b);
	return rc ? -1 : 0;
}

static const char *day_of(struct git *g, const char *seconds)
{
	time_t t = (time_t)strtoll(seconds, NULL, 10);
	char day[16] = "";
	struct tm tm;

	if (gmtime_r(&t, &tm))
		strftime(day, sizeof(day), "%Y-%m-%d", &tm);
	return arena_strdup(&g->mem, day);
}

/* One line of `git blame --line-porcelain`; the text itself ends an entry. */
static void blame_line(struct git *g, char *line, struct git_line *now,
		       git_lines *out)
{
	if (line[0] == '\t') {
		vec_push(out, *now);
		*now = (struct git_line){0};
	} else if (!now->commit) {
		now->commit = arena_printf(&g->mem, "%.14s", line);
	} else if (!strncmp(line, "author ", 7)) {
		now->author = arena_strdup(&g->mem, line + 7);
	} else if (!strncmp(line, "author-time ", 12)) {
		now->day = day_of(g, line + 12);
	}
}

void git_blame(struct git *g, const char *path, uint32_t from, uint32_t to,
	       git_lines *out)
{
	const char *lines = arena_printf(&g->mem, "%u,%u", from, to);
	struct git_line now = {0};
	struct ask a = {0};
	char *save = NULL;

	if (!RUN(g, &a, "blame", "--line-porcelain", "-L", lines, "--", path) &&
	    a.out.n)
		for (char *l = strtok_r(a.out.v, "\n", &save); l;
		     l = strtok_r(NULL, "\n", &save))
			blame_line(g, l, &now, out);
	done(&a);
}

void git_close(struct git *g)
{
	arena_free(&g->mem);
}
