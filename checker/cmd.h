/* SPDX-License-Identifier: GPL-2.0-only */
/* The commands: each gets its own words and returns the exit status. */
#ifndef GFPCHECK_CMD_H
#define GFPCHECK_CMD_H

/** cmd_check() - check a kernel tree. */
int cmd_check(int argc, char **argv);
/** cmd_report() - the whole program out of what the hook has left. */
int cmd_report(int argc, char **argv);
/** cmd_hook() - one unit, called by the kernel build. */
int cmd_hook(int argc, char **argv);
/** cmd_fix() - a patch that mends a finding. */
int cmd_fix(int argc, char **argv);
/** cmd_diff() - what a revision brings that another had not. */
int cmd_diff(int argc, char **argv);
/** cmd_baseline() - keep the file of accepted findings. */
int cmd_baseline(int argc, char **argv);
/** cmd_dump() - what a stage has made. */
int cmd_dump(int argc, char **argv);
/** cmd_graph() - a picture of a finding or a function. */
int cmd_graph(int argc, char **argv);
/** cmd_explain() - what a rule says. */
int cmd_explain(int argc, char **argv);

/** cmd_why() - how a place is reached. */
int cmd_why(int argc, char **argv);
/** cmd_callers() - who may call a function. */
int cmd_callers(int argc, char **argv);
/** cmd_callees() - what a function may call. */
int cmd_callees(int argc, char **argv);
/** cmd_entries() - where contexts begin. */
int cmd_entries(int argc, char **argv);
/** cmd_stats() - pointer calls and their targets. */
int cmd_stats(int argc, char **argv);

#endif
