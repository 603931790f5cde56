// SPDX-License-Identifier: GPL-2.0-only
/*
 * gfpcheck hook: what kbuild calls for each unit in the place of sparse, with
 * sparse's flags, the compiler's flags and the source (cmd_checksrc in
 * scripts/Makefile.build). The work is done in a process of its own, so that
 * no crash breaks a build.
 */
#include "base/jobs.h"
#include "base/late.h"
#include "base/mem.h"
#include "base/msg.h"
#include "cmd.h"
#include "pch/text.h"
#include "pch/pch.h"
#include "hook.h"
#include "kbuild/flags.h"
#include "report/report.h"
#include "units/workdir.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DONE, FOUND, UNPARSED, UNWRITTEN };

struct hook {
	struct arena mem;
	const char *chain, *rules;
	int fail;
	int argc;
	char **argv;
	struct hook_place at;
	struct unit unit;
	const char *summary;
	int64_t start;
	struct hook_note note;
	int known; /* the facts are */
};

static void usage(void)
{
	puts("Usage: make C=2 CHECK=\"gfpcheck hook [OPTION...]\"\n"
	     "Check each unit that the kernel build compiles; its summary is "
	     "put beside its object.\n\n"
	     "  --chain CMD   run CMD (such as sparse) on the unit as well\n"
	     "  --fail        let findings, or a failure of CMD, fail the "
	     "build\n"
	     "  --rules DIR   rules to use\n\n"
	     "Example:\n"
	     "  make C=2 CHECK=\"gfpcheck hook --chain sparse\" "
	     "drivers/block/\n"
	     "  gfpcheck report --objtree .");
}

/* "--name VALUE" or "--name=VALUE"; Return: words used, 0 = another option */
static int take_value(char **argv, int left, const char *name,
		      const char **value)
{
	size_t n = strlen(name);

	if (strncmp(argv[0], name, n) || (argv[0][n] && argv[0][n] != '='))
		return 0;
	if (argv[0][n]) {
		*value = argv[0] + n + 1;
		return 1;
	}
	if (left < 2)
		die("%s wants a value", name);
	*value = argv[1];
	return 2;
}

/* The build's own words begin with -D: what looks like an option before them
 * is misspelt. */
static int unknown_option(const char *word)
{
	if (strncmp(word, "--", 2) || !strncmp(word, "--arch=", 7))
		return 0;
	warn("the hook has no option %s: see `gfpcheck hook --help'", word);
	return 1;
}

/* our own options come first; the rest is the build's */
static void take_options(struct hook *h, int argc, char **argv)
{
	int i = 1, used = 1;

	for (; i < argc && used; i += used) {
		used = take_value(argv + i, argc - i, "--chain", &h->chain);
		if (!used)
			used = take_value(argv + i, argc - i, "--rules",
					  &h->rules);
		if (!used && !strcmp(argv[i], "--fail"))
			used = h->fail = 1;
		if (!used && !strcmp(argv[i], "--help")) {
			usage();
			exit(0);
		}
		if (!used)
			used = unknown_option(argv[i]);
	}
	h->argc = argc - i;
	h->argv = argv + i;
}

/* ---- another checker ---- */

static pid_t start_chain(const struct hook *h)
{
	const char **words;
	char *script;
	pid_t pid;

	if (!h->chain)
		return 0;
	fflush(NULL);
	pid = fork();
	if (pid)
		return pid;
	words = calloc((size_t)h->argc + 5, sizeof(*words));
	if (!words || asprintf(&script, "%s \"$@\"", h->chain) < 0)
		_exit(127);
	words[0] = "sh";
	words[1] = "-c";
	words[2] = script;
	words[3] = h->chain;
	memcpy(words + 4, h->argv, (size_t)h->argc * sizeof(*words));
	execv("/bin/sh", (char **)words);
	_exit(127);
}

static int end_chain(pid_t pid)
{
	int status = 0;

	if (pid <= 0)
		return pid ? 127 : 0;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* ---- where ---- */

static char *real(struct arena *mem, const char *path)
{
	char full[PATH_MAX];

	return path && *path && realpath(path, full) ? arena_strdup(mem, full)
						     : NULL;
}

/* kbuild exports these: the top Makefile */
static void find_place(struct hook *h)
{
	char *cwd = real(&h->mem, "."), *link;

	h->at.objtree = real(&h->mem, getenv("objtree"));
	if (!h->at.objtree)
		h->at.objtree = cwd;
	h->at.tree = real(&h->mem, getenv("srctree"));
	link = arena_printf(&h->mem, "%s/source", h->at.objtree);
	if (!h->at.tree)
		h->at.tree = real(&h->mem, link);
	if (!h->at.tree)
		h->at.tree = h->at.objtree;
	h->at.folder = real(&h->mem, getenv("KBUILD_EXTMOD_OUTPUT"));
	if (!h->at.folder)
		h->at.folder = real(&h->mem, getenv("KBUILD_EXTMOD"));
	if (!h->at.folder)
		h->at.folder = h->at.objtree;
}

/* -Wp,-MMD,drivers/block/.loop.o.d names the object */
static const char *object_of(struct hook *h)
{
	static const char head[] = "-Wp,-MMD,";

	for (int i = 0; i < h->argc; i++) {
		const char *a = h->argv[i], *base;
		size_t n = strlen(a);

		if (strncmp(a, head, sizeof(head) - 1) ||
		    n < sizeof(head) + 2 || strcmp(a + n - 2, ".d"))
			continue;
		a += sizeof(head) - 1;
		base = strrchr(a, '/');
		base = base ? base + 1 : a;
		if (*base != '.')
			continue;
		return arena_printf(&h->mem, "%.*s%.*s", (int)(base - a), a,
				    (int)strlen(base) - 3, base + 1);
	}
	return NULL;
}

/* the leading words that are CHECKFLAGS: without them the flags are those of
 * the compiler, and a shared header may fit */
static int check_flags(const struct hook *h)
{
	const char *flags = getenv("CHECKFLAGS");
	int i = 0;

	while (flags && i < h->argc) {
		size_t n;

		flags += strspn(flags, " \t");
		n = strcspn(flags, " \t");
		if (!n || strlen(h->argv[i]) != n ||
		    strncmp(h->argv[i], flags, n))
			break;
		flags += n;
		i++;
	}
	return i;
}

/* Return: 0, or -1: nothing to be checked */
static int find_unit(struct hook *h)
{
	int skip = check_flags(h);
	const char *obj;

	find_place(h);
	if (!flags_kernel_code(h->argc, h->argv) ||
	    (flags_pic(h->argc, h->argv) && !kbuild_is_pic(h->at.objtree)) ||
	    kbuild_unit_of_command(&h->mem, &h->unit, real(&h->mem, "."),
				   h->argc - skip, h->argv + skip))
		return -1;
	obj = object_of(h);
	if (obj)
		h->unit.obj = obj;
	h->unit.obj = path_clean(&h->mem, h->unit.dir, h->unit.obj);
	unit_place(&h->mem, &h->unit, h->at.tree, h->at.objtree);
	return 0;
}

/* ---- the unit ---- */

static void list_files(struct hook *h, const struct inputs *in, const char *pch)
{
	struct inputs *files = &h->note.files;

	vec_clear(files);
	for (size_t i = 0; i < in->n; i++)
		vec_push(files, in->v[i]);
	vec_push(files, late_file());
	if (in->pch)
		pch_inputs(&h->mem, pch, files);
}

static int write_summary(struct hook *h)
{
	const char *dir =
		arena_printf(&h->mem, "%s/.gfpcheck/pch", h->at.objtree);
	struct sources read = {0};
	struct pch_doubts doubts = {0};
	struct inputs in = {0};
	struct extract_opts opts = {
		.tree = h->at.tree,
		.objtree = h->at.objtree,
		.pch = pch_find(&h->mem, dir, &h->unit, &read, &doubts),
		.inputs = &in,
		.mem = &h->mem};
	struct summary s = {0};
	struct buf b = {0};
	int result = DONE;

	mem_many();
	pch_extract(&h->unit, &opts, &doubts, &s);
	s.command = extract_command(&h->unit, h->at.tree, h->at.objtree);
	summary_write(&s, &b);
	memcpy(&h->note.product, b.v + b.n - sizeof(h->note.product),
	       sizeof(h->note.product));
	if (file_write(h->summary, b.v, b.n)) {
		warn("cannot write %s: %s", h->summary, strerror(errno));
		result = UNWRITTEN;
	} else if (s.status != UNIT_OK) {
		warn("%s: %s", h->unit.src, sym_str(s.reason));
		result = s.status == UNIT_FAILED ? UNPARSED : DONE;
	} else {
		list_files(h, &in, opts.pch);
	}
	h->known = s.status == UNIT_OK;
	vec_free(&in);
	sources_free(&read);
	pch_doubts_free(&doubts);
	buf_free(&b);
	summary_free(&s);
	return result;
}

/* Whoever removes it wants it made again. */
static void list_probe(struct hook *h, const char *probe)
{
	struct inputs *files = &h->note.files;

	for (size_t i = 0; i < files->n; i++)
		if (!strcmp(files->v[i], probe))
			return;
	vec_push(files, probe);
}

/* What can be proven inside the unit. Return: DONE, FOUND, or -1 after one
 * sentence. */
static int local_findings(struct hook *h, struct options *o, struct buf *said)
{
	struct program p;
	const char *files[2] = {NULL, h->summary};
	struct report r = {.findings = &p.findings, .shown = CERTAIN};
	int result = -1;

	program_begin(&p, o);
	if (!program_rules(&p))
		files[0] = hook_probe(&h->mem, &p.rules, &h->at, &h->unit);
	if (files[0] && !program_link_files(&p, files, 2) &&
	    !program_solve(&p)) {
		result = DONE;
		program_findings(&p);
		p.kb.tree = h->at.tree;
		p.kb.objtree = h->at.objtree;
		program_comments(&p);
		program_disabled(&p);
		for (size_t i = 0; i < p.findings.all.n; i++) {
			if (!report_lists(&r, p.findings.all.v[i]))
				continue;
			report_line(&r, p.findings.all.v[i], said);
			buf_puts(said, "\n");
			result = FOUND;
		}
		list_probe(h, files[0]);
	}
	program_end(&p);
	return result;
}

/* The rules, this program, and what the unit's folder asks for. */
static uint64_t answer_key(struct hook *h)
{
	uint64_t rules = rules_hash(program_rules_dir(&h->mem, h->rules));

	return rules ? rules ^ hook_program() ^
			       folder_hash(h->at.tree, h->unit.src)
		     : 0;
}

static int judge(struct hook *h)
{
	const char *note = hook_note(&h->mem, h->summary);
	struct buf said = {0};
	struct options o;
	int result;

	options_init(&o, "hook");
	o.rules = h->rules;
	result = local_findings(h, &o, &said);
	if (said.n)
		fputs(said.v, stderr);
	h->note.said = said.n ? said.v : "";
	h->note.found = result;
	if (h->known && result >= 0 &&
	    hook_note_write(note, &h->note, h->start))
		warn("cannot write %s: %s", note, strerror(errno));
	buf_free(&said);
	return result < 0 ? DONE : result;
}

static int run_hook(struct hook *h)
{
	int result = h->known ? DONE : write_summary(h);

	return result ? result : judge(h);
}

/* All is as it was? Then it is said again. */
static int is_said(struct hook *h)
{
	uint64_t command = h->note.command, answer = h->note.answer;
	const char *note = hook_note(&h->mem, h->summary);

	if (hook_note_read(&h->mem, note, command, &h->note) ||
	    h->note.product != summary_sum(h->summary)) {
		vec_clear(&h->note.files);
		h->note.answer = answer;
		return 0;
	}
	h->known = 1;
	if (!answer || h->note.answer != answer) {
		h->note.answer = answer;
		return 0;
	}
	fputs(h->note.said, stderr);
	return 1;
}

/* Return: 0, or -1: nothing to be done */
static int begin(struct hook *h)
{
	h->start = hook_start();
	if (find_unit(h))
		return -1;
	h->summary = hook_summary(
		&h->mem, path_clean(&h->mem, h->at.objtree, h->unit.obj));
	h->note.command = extract_words(&h->unit, h->at.tree, h->at.objtree);
	h->note.answer = answer_key(h);
	return is_said(h) ? -1 : 0;
}

struct ended {
	struct hook *hook;
	int result;
};

static int in_worker(size_t i, void *arg)
{
	(void)i;
	return run_hook(((struct ended *)arg)->hook);
}

static void ended(size_t i, int result, void *arg)
{
	struct ended *e = arg;

	(void)i;
	e->result = result;
	if (result < -1)
		warn("%s: the parser crashed (signal %d)",
		     e->hook->argc ? e->hook->argv[e->hook->argc - 1] : "?",
		     -1 - result);
}

int cmd_hook(int argc, char **argv)
{
	struct hook hook = {0};
	struct ended end = {.hook = &hook};
	struct jobs jobs = {.n = 1,
			    .workers = 1,
			    .run = in_worker,
			    .done = ended,
			    .arg = &end};
	pid_t chain;
	int status;

	take_options(&hook, argc, argv);
	chain = start_chain(&hook);
	if (!begin(&hook))
		jobs_run(&jobs);
	else
		end.result = hook.note.found;
	status = end_chain(chain);
	vec_free(&hook.note.files);
	arena_free(&hook.mem);
	if (!hook.fail)
		return 0;
	if (status)
		return status;
	return end.result == DONE ? 0 : end.result == FOUND ? 1 : 2;
}
