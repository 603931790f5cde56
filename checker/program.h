/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The stages of a run, in order; a command does as many of them as it needs.
 * Each returns 0, or -1 after printing one sentence.
 */
#ifndef GFPCHECK_PROGRAM_H
#define GFPCHECK_PROGRAM_H

#include "findings/findings.h"
#include "units/tree.h"
#include "kbuild/kbuild.h"
#include "options.h"
#include "report/baseline.h"
#include "report/comments.h"
#include "report/compare.h"
#include "rule/folder.h"

struct program {
	const struct options *opts;
	struct arena mem;
	struct rules rules;
	struct kbuild kb;
	struct tree tree;
	struct graph graph;
	struct knowledge knowledge;
	struct solver solver;
	struct findings findings;
	struct buf bytes; /* the findings as they were found: ask_keep() */
	VEC(struct overlay) overlays;
	VEC(struct buf) patched;
	struct comments comments;
	struct folders folders;
	struct baseline accepted;
	struct base *base; /* to compare with, or NULL */
	VEC(const char *) notes;
	VEC(const char *) paths; /* to report on; none = all */
	double started;
	size_t sample; /* see struct tree_opts */
	int lenient;   /* overlays of what no unit reads are no error */
	int any_paths; /* nor are paths that do not exist */
	int linked, known, solved, found;
};

/** program_timing() - with --timings: how long it took until here, the CPU time
 * of it, and the most memory so far. */
void program_timing(const struct program *p, const char *stage);

/** program_begin() - nothing is done yet; @opts must outlive it. */
void program_begin(struct program *p, const struct options *opts);

/** program_rules() - load the rules. */
int program_rules(struct program *p);

/** program_open() - find the tree and its units. */
int program_open(struct program *p);

/**
 * program_paths() - fill @p->paths.
 * @p: opened.
 * @args: PATH arguments: below the tree, from the current folder, or absolute.
 * @n: their number.
 * Return: 0, or -1 after one sentence: there is no such file or folder.
 */
int program_paths(struct program *p, const char *const *args, size_t n);

/** program_unseen_paths() - warn of those below which nothing was checked. */
void program_unseen_paths(const struct program *p);

/** program_extract() - bring the summaries up to date. */
int program_extract(struct program *p);

/** program_extract_unless() - the same, unless @served(@arg, key) says that
 * nobody needs them: see struct tree_opts. */
int program_extract_unless(struct program *p,
			   int (*served)(void *arg, uint64_t key), void *arg);

/** program_link() - one graph of all summaries; the probe is the first. */
int program_link(struct program *p);

/** program_link_files() - the same of @n given files, the probe the first; a
 * file that is no summary is left out with a warning. */
int program_link_files(struct program *p, const char *const *paths, size_t n);

/** program_solve() - join rules and graph, run from all entries. */
int program_solve(struct program *p);

/** program_findings() - what breaks a rule. */
void program_findings(struct program *p);

/** program_accept() - accept.c: what the source, its configuration, the
 * baseline and the base say about findings. Return: 0, or -1 after one sentence
 * per error. */
int program_accept(struct program *p, struct report *r);

/** program_comments() - of that, the comments of the source alone; nothing is
 * printed. */
void program_comments(struct program *p);

/** program_disabled() - of that, what the configuration of a folder does not
 * ask for; one that is wrong prints a sentence, and all is reported. */
void program_disabled(struct program *p);

/** program_begin_report() - what is to be reported, all accepted. */
int program_begin_report(struct program *p, struct report *r);

/** program_report() - write all reports. Return: the exit status. */
int program_report(struct program *p);

/** program_end() - give everything back. */
void program_end(struct program *p);

/** program_command() - "check" of the "gfpcheck check" that main.c makes of
 * argv[0]. */
const char *program_command(char **argv);

/**
 * program_main() - a command: its options, then @run between begin and end.
 * @argp: its parser gets a struct options.
 * @run: the stages it needs. Return: the exit status.
 */
int program_main(int argc, char **argv, const struct argp *argp,
		 int (*run)(struct program *p));

/** program_command() - "check" of "gfpcheck check", as main() names argv[0]. */
const char *program_command(char **argv);

/** program_version() - "gfpcheck 0.1". */
const char *program_version(void);

/** program_rules_dir() - the rules that were asked for, or ours. */
const char *program_rules_dir(struct arena *mem, const char *asked);

/** write_out() - to a file, or to stdout if @path is NULL. */
int write_out(const char *path, const struct buf *b);

#endif
