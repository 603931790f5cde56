// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck: the table of commands. */
#include "base/mem.h"
#include "base/msg.h"
#include "cmd.h"
#include "program.h"

#include <argp.h>
#include <stdio.h>
#include <string.h>

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *title; /* how argp calls it */
	const char *help;
} commands[] = {
	{"check", cmd_check, "gfpcheck check",
	 "check a kernel tree: --tree DIR [PATH...]"},
	{"hook", cmd_hook, "gfpcheck hook",
	 "check one unit within `make C=2 CHECK=\"gfpcheck hook\"`"},
	{"report", cmd_report, "gfpcheck report",
	 "check what the hook has seen: --objtree DIR"},
	{"fix", cmd_fix, "gfpcheck fix",
	 "print a patch that mends a finding: --tree DIR FINGERPRINT"},
	{"diff", cmd_diff, "gfpcheck diff",
	 "what a revision brings that another had not: --base REV"},
	{"baseline", cmd_baseline, "gfpcheck baseline",
	 "accept findings that are known: write, prune"},
	{"dump", cmd_dump, "gfpcheck dump",
	 "print a stage: facts, calls, slots, graph or states"},
	{"graph", cmd_graph, "gfpcheck graph",
	 "a picture, for graphviz: FINGERPRINT or FUNCTION"},
	{"explain", cmd_explain, "gfpcheck explain",
	 "what a rule says and why: RULE, or --list"},
	{"why", cmd_why, "gfpcheck why",
	 "how a place is reached, or why not: FILE:LINE or FUNCTION"},
	{"entries", cmd_entries, "gfpcheck entries",
	 "where contexts begin: [PATTERN]"},
	{"callers", cmd_callers, "gfpcheck callers",
	 "who may call a FUNCTION, with the evidence"},
	{"callees", cmd_callees, "gfpcheck callees",
	 "what a FUNCTION may call, with the evidence"},
	{"stats", cmd_stats, "gfpcheck stats",
	 "pointer calls, their targets, and why some have none"},
};

#define NCOMMANDS (sizeof(commands) / sizeof(commands[0]))

static void usage(FILE *out)
{
	fprintf(out, "Usage: gfpcheck COMMAND [OPTION...]\n"
		     "Find allocations of the Linux kernel whose mask is wrong "
		     "where they are made.\n\n");
	for (size_t i = 0; i < NCOMMANDS; i++)
		fprintf(out, "  %-8s  %s\n", commands[i].name,
			commands[i].help);
	fprintf(out, "\n`gfpcheck COMMAND --help` tells more. Example:\n"
		     "  gfpcheck check --tree linux-6.1 drivers/block\n");
}

int main(int argc, char **argv)
{
	argp_err_exit_status = 2;
	mem_begin();
	if (argc < 2) {
		usage(stderr);
		return 2;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
		usage(stdout);
		return 0;
	}
	if (!strcmp(argv[1], "--version")) {
		puts(program_version());
		return 0;
	}
	for (size_t i = 0; i < NCOMMANDS; i++) {
		if (strcmp(argv[1], commands[i].name))
			continue;
		argv[1] = (char *)commands[i].title;
		return commands[i].run(argc - 1, argv + 1);
	}
	error("there is no command %s: see `gfpcheck --help`", argv[1]);
	return 2;
}
