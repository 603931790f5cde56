// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck check: from a kernel tree to a report. */
#include "ask.h"
#include "cmd.h"
#include "program.h"

static const struct argp_option table[] = {
	OPTIONS_TREE, OPTION_OVERLAY, OPTIONS_COMMON, OPTIONS_REPORT, {0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	return options_take(state->input, key, arg, state);
}

static const struct argp argp = {
	table,
	parse,
	"[PATH...]",
	"Find allocations that must not be made where they are made. With PATH, "
	"report only what lies below it."
	"\vExample:\n"
	"  gfpcheck check --tree linux-6.1 drivers/block\n\n"
	"Exit status: 0 nothing found, 1 findings, 2 could not run.",
	NULL,
	NULL,
	NULL,
};

static int check(struct program *p)
{
	int status;

	if (program_rules(p) || program_open(p) ||
	    program_paths(p, p->opts->args.v, p->opts->args.n) ||
	    ask_findings(p))
		return 2;
	status = program_report(p);
	ask_keep(p); /* nobody waits for it */
	return status;
}

int cmd_check(int argc, char **argv)
{
	return program_main(argc, argv, &argp, check);
}
