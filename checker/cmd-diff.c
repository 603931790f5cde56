// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck diff: what one revision brings that another had not. */
#include "ask.h"
#include "base/msg.h"
#include "cmd.h"
#include "gate.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPT_BASE = OPT_OWN, OPT_HEAD };

struct diff {
	struct options opts;
	const char *base, *head;
};

static const struct argp_option table[] = {
	{"base", OPT_BASE, "REV", 0, "the revision to compare with", 0},
	{"head", OPT_HEAD, "REV", 0,
	 "the revision to check (default: what is checked out)", 0},
	OPTIONS_TREE,
	OPTIONS_COMMON,
	OPTIONS_REPORT,
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct diff *d = state->input;

	switch (key) {
	case OPT_BASE:
		d->base = arg;
		return 0;
	case OPT_HEAD:
		d->head = arg;
		return 0;
	default:
		return options_take(&d->opts, key, arg, state);
	}
}

static const struct argp argp = {
	table,
	parse,
	"[PATH...]",
	"Check two revisions of a git tree, each as a whole program, and report "
	"the findings that the base lacks. With PATH, only those below it."
	"\vExample:\n"
	"  gfpcheck diff --tree linux --base origin/master\n\n"
	"Exit status: 0 nothing introduced, 1 something was, 2 could not run.",
	NULL,
	NULL,
	NULL,
};

static void say(const struct options *o, const char *what, const char *commit)
{
	if (!o->quiet)
		fprintf(stderr, "gfpcheck: checking the %s, %.12s ...\n", what,
			commit);
}

/* Summaries of the head serve the base too. @config: what it was configured
 * with. */
static int extract_head(struct gate *g, const struct options *o,
			const char **config)
{
	struct program p;
	int err;

	program_begin(&p, o);
	err = program_rules(&p) || program_open(&p) || program_extract(&p);
	if (!err) {
		*config =
			p.kb.config ? arena_strdup(&g->mem, p.kb.config) : NULL;
		gate_weigh(g, &p);
	}
	program_end(&p);
	return err;
}

/* The memory of the base is given back before the head begins. */
static int check_base(struct gate *g, const struct options *o,
		      struct base *base)
{
	struct program p;
	int err;

	say(o, "base", g->base);
	program_begin(&p, o);
	err = program_rules(&p) || program_open(&p) ||
	      (!g->why && gate_overlay(g, &p)) || ask_findings(&p);
	if (!err) {
		program_comments(&p);
		base_keep(base, &p.findings);
		ask_keep(&p);
	}
	program_end(&p);
	return err;
}

static int check_head(struct gate *g, const struct options *o,
		      struct base *base)
{
	int same = !g->why && !g->changed.n, status = 2;
	struct program p;

	say(o, "head", g->head);
	program_begin(&p, o);
	p.any_paths = 1; /* the base may have what the head has not */
	if (!program_rules(&p) && !program_open(&p) &&
	    !program_paths(&p, o->args.v, o->args.n) && !ask_findings(&p)) {
		if (same)
			base_keep(base, &p.findings);
		p.base = base;
		status = program_report(&p);
		ask_keep(&p);
	}
	program_end(&p);
	return status;
}

/* PATH from the current folder, while it is known which tree it lies in: the
 * head may get one of its own. */
static void name_paths(struct gate *g, struct options *o)
{
	char full[PATH_MAX];

	for (size_t i = 0; i < o->args.n; i++) {
		const char *below = realpath(o->args.v[i], full)
					    ? path_below(full, g->git.dir)
					    : NULL;

		if (below)
			o->args.v[i] = arena_strdup(&g->mem, below);
	}
}

static int compare_both(struct gate *g, const struct diff *d)
{
	struct options head = d->opts, base;
	const char *config = NULL;
	struct base kept = {0};
	int status = 2;

	kept.name = arena_printf(&g->mem, "%.12s", g->base);
	if ((d->head && gate_tree(g, "head", g->head, &head)) ||
	    extract_head(g, &head, &config))
		return 2;
	base = head;
	if (g->why) {
		if (!d->opts.quiet)
			fprintf(stderr,
				"gfpcheck: the base gets a tree of its own: "
				"%s differs\n",
				g->why);
		if (gate_tree(g, "base", g->base, &base))
			return 2;
		if (!base.units)
			base.config = config;
	}
	if ((!g->why && !g->changed.n) || !check_base(g, &base, &kept))
		status = check_head(g, &head, &kept);
	base_end(&kept);
	return status;
}

int cmd_diff(int argc, char **argv)
{
	struct diff d = {0};
	struct gate gate;
	int status = 2;

	options_init(&d.opts, "diff");
	argp_parse(&argp, argc, argv, 0, NULL, &d);
	if (!gate_open(&gate, &d.opts, d.base, d.head)) {
		name_paths(&gate, &d.opts);
		status = compare_both(&gate, &d);
	}
	gate_close(&gate);
	options_free(&d.opts);
	return status;
}
