// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck graph: a finding's chain, or the surroundings of a function, as
 * DOT. */
#include "base/msg.h"
#include "cmd.h"
#include "program.h"
#include "report/dot.h"
#include "report/lookup.h"
#include "rule/nearest.h"

#include <string.h>

typedef VEC(func_t) functions;

#define LEAST_DIGITS 4 /* of a fingerprint */

static const struct argp_option table[] = {
	OPTIONS_TREE,
	OPTION_OVERLAY,
	OPTIONS_COMMON,
	{"depth", OPT_DEPTH, "N", 0,
	 "of a function: calls up and down to show (default: 3)", 0},
	{"output", OPT_OUTPUT, "FILE", 0, "write there (default: stdout)", 0},
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	return options_take(state->input, key, arg, state);
}

static const struct argp argp = {
	table,
	parse,
	"FINGERPRINT|FUNCTION|FILE:FUNCTION",
	"Print a picture for graphviz. FINGERPRINT, or the beginning of one: "
	"the chain of that finding. FUNCTION: how entries reach it, and what "
	"it calls on an I/O path."
	"\vExample:\n"
	"  gfpcheck graph --tree linux-6.1 FUNCTION | dot -Tsvg -o "
	"picture.svg\n\n"
	"Exit status: 0 drawn, 2 could not run.",
	NULL,
	NULL,
	NULL,
};

static int is_fingerprint(const char *word)
{
	size_t n = strlen(word);

	return n >= LEAST_DIGITS && strspn(word, "0123456789abcdef") == n;
}

/* A group is also named by its members. */
/* Return: findings drawn, -1 after one sentence */
static int draw_findings(const struct findings *all, const char *word,
			 struct buf *out)
{
	const struct finding *first = NULL;
	int n = 0, others = 0;

	for (size_t i = 0; i < all->all.n; i++) {
		const struct finding *f = all->all.v[i];

		if (!report_names(f, word))
			continue;
		first = first ? first : f;
		others += strcmp(f->fingerprint, first->fingerprint) != 0;
		dot_finding(f, out);
		n++;
	}
	if (others)
		return error("%d findings begin with %s: give more of the "
			     "fingerprint",
			     n, word);
	return n;
}

static int is_at(const struct graph *g, func_t fn, const struct spot *at)
{
	const struct func *f = g->funcs.v[fn].f;

	if (*at->file && !spot_is_file(func_file(g, fn), at->file))
		return 0;
	return at->by_line ? f->line <= at->line && at->line <= f->end
			   : !strcmp(func_name(g, fn), at->name);
}

static int find_functions(const struct graph *g, const struct spot *at,
			  const char *word, functions *out)
{
	struct nearest near = NEAREST_INIT;

	for (func_t fn = 1; fn < g->funcs.n; fn++) {
		if (!g->funcs.v[fn].f)
			continue;
		if (is_at(g, fn, at))
			vec_push(out, fn);
		else if (!at->by_line)
			nearest_try(&near, at->name, func_name(g, fn));
	}
	if (out->n)
		return 0;
	return error("there is no finding and no function %s%s%s", word,
		     near.name ? ", perhaps " : "", near.name ? near.name : "");
}

static void draw_around(struct program *p, const functions *fns,
			struct buf *out)
{
	struct dot_center c = {
		.depth = p->opts->depth, .fns = fns->v, .n = fns->n};

	dot_function(&p->solver, &c, out);
	if (c.cut_up || c.cut_down)
		warn("callers left out: %zu, callees: %zu; --depth shows more",
		     c.cut_up, c.cut_down);
}

static int draw_function(struct program *p, const char *word, struct buf *out)
{
	functions fns = {0};
	struct spot at;
	int err = spot_parse(&at, word) ||
		  find_functions(&p->graph, &at, word, &fns);

	if (!err)
		draw_around(p, &fns, out);
	spot_free(&at);
	vec_free(&fns);
	return err ? -1 : 1;
}

static int draw(struct program *p, struct buf *out)
{
	const char *word = p->opts->args.v[0];
	int drawn = 0;

	if (is_fingerprint(word)) {
		program_findings(p);
		drawn = draw_findings(&p->findings, word, out);
	}
	return drawn ? drawn : draw_function(p, word, out);
}

static int graph(struct program *p)
{
	struct buf out = {0};
	int failed;

	if (p->opts->args.n != 1) {
		error("name one finding, by its fingerprint, or one function");
		return 2;
	}
	failed = program_rules(p) || program_open(p) || program_extract(p) ||
		 program_link(p) || program_solve(p) || draw(p, &out) < 0 ||
		 write_out(p->opts->output, &out);
	buf_free(&out);
	return failed ? 2 : 0;
}

int cmd_graph(int argc, char **argv)
{
	return program_main(argc, argv, &argp, graph);
}
