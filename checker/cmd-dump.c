// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck dump: what a stage has made, as text. */
#include "base/msg.h"
#include "cmd.h"
#include "program.h"
#include "report/dump.h"

#include <stdlib.h>
#include <string.h>

enum { OPT_SAMPLE = OPT_OWN };

struct dumper {
	struct options opts;
	size_t sample;
};

static const struct argp_option table[] = {
	OPTIONS_TREE,
	OPTIONS_COMMON,
	{"sample", OPT_SAMPLE, "N", 0,
	 "facts only: parse one unit in N, with the shared headers of all of "
	 "them (to measure what that takes)",
	 0},
	{"output", OPT_OUTPUT, "FILE", 0, "write there (default: stdout)", 0},
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct dumper *d = state->input;
	char *end;

	if (key != OPT_SAMPLE)
		return options_take(&d->opts, key, arg, state);
	d->sample = strtoul(arg, &end, 10);
	if (!d->sample || *end)
		argp_error(state, "`%s' is no number of units", arg);
	return 0;
}

static const struct argp argp = {
	table,
	parse,
	"facts|calls|slots|graph|rules|states [PATH...]",
	"Print what a stage has made, in the same order every time. With PATH, "
	"only what lies below it (rules: always all of them)."
	"\vExample:\n"
	"  gfpcheck dump calls --tree linux-6.1 drivers/block/loop.c",
	NULL,
	NULL,
	NULL,
};

static const struct stage {
	const char *name;
	void (*graph)(const struct dump *d, const struct graph *g);
	void (*states)(const struct dump *d, const struct solver *s);
} stages[] = {
	{"facts", NULL, NULL},	     {"calls", dump_calls, NULL},
	{"slots", dump_slots, NULL}, {"graph", dump_graph, NULL},
	{"rules", dump_rules, NULL}, {"states", NULL, dump_states},
};

static const struct stage *find_stage(const struct options *o)
{
	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++)
		if (o->args.n && !strcmp(o->args.v[0], stages[i].name))
			return &stages[i];
	if (o->args.n)
		error("there is no stage %s: facts, calls, slots, graph, "
		      "rules or states",
		      o->args.v[0]);
	else
		error("which stage? facts, calls, slots, graph, rules or states");
	return NULL;
}

/* Facts are those of the units, before any are linked. */
static int facts(struct program *p, const struct dump *d)
{
	for (size_t i = 1; i < p->tree.summaries.n; i++) {
		const char *path = p->tree.summaries.v[i].path,
			   *why = "is gone";
		struct summary s = {0};
		struct buf b = {0};
		int err;

		err = file_read(&b, path) ||
		      summary_read(&s, b.v, b.n, NULL, NULL, &why);
		if (!err)
			dump_facts(d, &s);
		summary_free(&s);
		buf_free(&b);
		if (err)
			return error("%s %s: remove it and try again", path,
				     why);
	}
	return 0;
}

static int run_stage(struct program *p, const struct stage *stage,
		     struct dump *d)
{
	d->paths = p->paths.v;
	d->npaths = p->paths.n;
	if (!stage->graph && !stage->states)
		return facts(p, d);
	if (program_link(p) || (stage->states && program_solve(p)))
		return -1;
	if (stage->states)
		stage->states(d, &p->solver);
	else
		stage->graph(d, &p->graph);
	return 0;
}

static int dump(struct program *p, size_t sample)
{
	const struct stage *stage = find_stage(p->opts);
	struct buf out = {0};
	struct dump d = {.out = &out, .rules = &p->rules};
	int err;

	p->sample = sample;
	if (stage && sample && (stage->graph || stage->states))
		err = error("--sample is for facts alone");
	else
		err = !stage || program_rules(p) || program_open(p) ||
		      program_paths(p, p->opts->args.v + 1,
				    p->opts->args.n - 1) ||
		      program_extract(p) || run_stage(p, stage, &d) ||
		      write_out(p->opts->output, &out);
	buf_free(&out);
	return err ? 2 : 0;
}

int cmd_dump(int argc, char **argv)
{
	struct dumper d = {0};
	struct program program;
	int status;

	options_init(&d.opts, program_command(argv));
	argp_parse(&argp, argc, argv, 0, NULL, &d);
	program_begin(&program, &d.opts);
	status = dump(&program, d.sample);
	program_end(&program);
	options_free(&d.opts);
	return status;
}
