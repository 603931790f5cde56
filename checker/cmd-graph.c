// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck graph: a finding's chain, or the surroundings of a function, as
 * DOT. */
#include "base/msg.h"
#include "cmd.h"
#include "program.h"
#include "report/dot.h"
#include "rule/nearest.h"

#include <string.h>

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
	"FINGERPRINT|FUNCTION",
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
static int has_fingerprint(const struct finding *f, const char *begin)
{
	size_t n = strlen(begin);
	int found = !strncmp(f->fingerprint, begin, n);

	for (size_t i = 0; i < f->members.n && !found; i++)
		found = !strncmp(f->members.v[i].fingerprint, begin, n);
	return found;
}

/* Return: findings drawn, -1 after one sentence */
static int draw_findings(const struct findings *all, const char *word,
			 struct buf *out)
{
	const struct finding *first = NULL;
	int n = 0, others = 0;

	for (size_t i = 0; i < all->all.n; i++) {
		const struct finding *f = all->all.v[i];

		if (!has_fingerprint(f, word))
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

static int draw_function(struct program *p, const char *name, struct buf *out)
{
	struct nearest near = NEAREST_INIT;
	VEC(func_t) fns = {0};
	struct dot_center c = {.depth = p->opts->depth};

	for (func_t fn = 1; fn < p->graph.funcs.n; fn++) {
		if (!p->graph.funcs.v[fn].f)
			continue;
		if (!strcmp(func_name(&p->graph, fn), name))
			vec_push(&fns, fn);
		else if (!fns.n)
			nearest_try(&near, name, func_name(&p->graph, fn));
	}
	if (!fns.n)
		return error("there is no finding and no function %s%s%s", name,
			     near.name ? ", perhaps " : "",
			     near.name ? near.name : "");
	c.fns = fns.v;
	c.n = fns.n;
	dot_function(&p->solver, &c, out);
	if (c.cut_up || c.cut_down)
		warn("%zu more callers and %zu more callees are left out: see "
		     "--depth",
		     c.cut_up, c.cut_down);
	vec_free(&fns);
	return 1;
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
