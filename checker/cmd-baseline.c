// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck baseline: keep the file of accepted findings. */
#include "ask.h"
#include "base/msg.h"
#include "cmd.h"
#include "program.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { OPT_REASON = OPT_OWN };

struct keeper {
	struct options opts;
	const char *reason;
};

static const struct argp_option table[] = {
	{"output", OPT_OUTPUT, "FILE", 0, "the baseline", 0},
	{"reason", OPT_REASON, "TEXT", 0,
	 "of the lines that are added (default: none, write it yourself)", 0},
	{"confidence", OPT_CONFIDENCE, "LEVEL", 0,
	 "accept certain, likely or possible findings and those above "
	 "(default: likely)",
	 0},
	OPTIONS_TREE,
	OPTIONS_COMMON,
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct keeper *k = state->input;

	if (key != OPT_REASON)
		return options_take(&k->opts, key, arg, state);
	if (strpbrk(arg, "\t\n"))
		argp_error(state, "a reason is one line without tabs");
	k->reason = arg;
	return 0;
}

static const struct argp argp = {
	table,
	parse,
	"write|prune [PATH...]",
	"Accept findings that are known. `write' adds a line for each that the "
	"file lacks and keeps the reasons that are there; `prune' removes the "
	"lines of findings that are gone. With PATH, only what lies below it."
	"\vExample:\n"
	"  gfpcheck baseline write --tree linux-6.1 -o known.txt\n"
	"  gfpcheck check --tree linux-6.1 --baseline known.txt",
	NULL,
	NULL,
	NULL,
};

static size_t without_reason(const struct baseline *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->all.n; i++)
		n += !*b->all.v[i].reason;
	return n;
}

static int update(struct program *p, struct baseline *b, int prune,
		  const char *reason)
{
	struct report r;
	struct buf out = {0};
	size_t stale = 0, bare, n;
	int err;

	if (program_begin_report(p, &r))
		return 2;
	baseline_apply(b, &r);
	for (size_t i = 0; i < b->all.n; i++)
		stale += (size_t)baseline_stale(&r, &b->all.v[i]);
	n = prune ? baseline_prune(b, &r) : baseline_add(b, &r, reason);
	bare = without_reason(b);
	baseline_text(b, &out);
	err = write_out(p->opts->output, &out);
	buf_free(&out);
	if (err)
		return 2;
	printf("%s: %zu lines, %zu %s", b->path, b->all.n, n,
	       prune ? "removed" : "added");
	if (bare)
		printf("; %zu without a reason: write it at their ends", bare);
	if (!prune && stale)
		printf("; %zu stale: `gfpcheck baseline prune` removes them",
		       stale);
	putchar('\n');
	return 0;
}

static int is_device(const char *path)
{
	struct stat st;

	return !stat(path, &st) && !S_ISREG(st.st_mode);
}

static int keep(struct program *p, const struct keeper *k, int prune)
{
	struct baseline b = {0};
	int status = 2;

	if (is_device(p->opts->output)) {
		error("%s is no file: a baseline is read and written again",
		      p->opts->output);
		goto out;
	}
	if (baseline_read(&b, p->opts->output, 0))
		goto out;
	if (prune && !b.all.n) {
		error("there is nothing to prune in %s", b.path);
		goto out;
	}
	if (program_rules(p) || program_open(p) ||
	    program_paths(p, p->opts->args.v, p->opts->args.n) ||
	    ask_findings(p))
		goto out;
	status = update(p, &b, prune, k->reason);
	ask_keep(p);
out:
	baseline_free(&b);
	return status;
}

/* Takes the first word. Return: 1 prune, 0 write, -1 after one sentence */
static int verb(struct options *o)
{
	int prune;

	if (!o->args.n)
		return error("say what to do: gfpcheck baseline write, or "
			     "prune");
	prune = !strcmp(o->args.v[0], "prune");
	if (!prune && strcmp(o->args.v[0], "write"))
		return error("`%s' is neither write nor prune", o->args.v[0]);
	o->args.n--;
	memmove(o->args.v, o->args.v + 1, o->args.n * sizeof(*o->args.v));
	if (!o->output)
		return error("which file? Name the baseline with -o FILE");
	return prune;
}

int cmd_baseline(int argc, char **argv)
{
	struct keeper k = {.reason = ""};
	struct program program;
	int status = 2, prune;

	options_init(&k.opts, "baseline");
	argp_parse(&argp, argc, argv, 0, NULL, &k);
	prune = verb(&k.opts);
	if (prune >= 0) {
		program_begin(&program, &k.opts);
		status = keep(&program, &k, prune);
		program_end(&program);
	}
	options_free(&k.opts);
	return status;
}
