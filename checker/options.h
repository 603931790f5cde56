/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Options that several commands share. Each command has one table for argp(3),
 * made of these lines and its own; all fill one struct options.
 */
#ifndef GFPCHECK_OPTIONS_H
#define GFPCHECK_OPTIONS_H

#include <argp.h>

#include "findings/findings.h"
#include "extract/extract.h"
#include "report/report.h"

enum option_key {
	OPT_TREE = 256,
	OPT_OBJTREE,
	OPT_CONFIG,
	OPT_UNITS,
	OPT_RULES,
	OPT_FORMAT,
	OPT_CONFIDENCE,
	OPT_FAIL_ON,
	OPT_OVERLAY,
	OPT_TIMINGS,
	OPT_BASELINE,
	OPT_DEPTH,
	OPT_OWN, /* the first of a command's own keys */
	OPT_OUTPUT = 'o',
	OPT_JOBS = 'j',
	OPT_QUIET = 'q',
};

/* clang-format off */
#define OPTIONS_TREE                                                           \
	{"tree", OPT_TREE, "DIR", 0, "kernel source; never written to", 0},    \
	{"objtree", OPT_OBJTREE, "DIR", 0,                                     \
	 "where it is configured, or is to be (default: a cache folder)", 0},  \
	{"config", OPT_CONFIG, "NAME", 0,                                      \
	 "storage, defconfig, allmodconfig or a file (default: storage)", 0},  \
	{"units", OPT_UNITS, "FILE", 0,                                        \
	 "no tree, but the units of a compile_commands.json", 0}

#define OPTION_OVERLAY                                                         \
	{"overlay", OPT_OVERLAY, "FILE=PATCHED", 0,                            \
	 "read PATCHED in the place of FILE; may be repeated", 0}

#define OPTIONS_COMMON                                                         \
	{"rules", OPT_RULES, "DIR", 0,                                         \
	 "rules to use (default: those that come with gfpcheck)", 0},          \
	{"jobs", OPT_JOBS, "N", 0, "parsers at once (default: one per core)",  \
	 0},                                                                   \
	{"quiet", OPT_QUIET, NULL, 0, "no progress", 0},                       \
	{"timings", OPT_TIMINGS, NULL, 0,                                      \
	 "say what each stage took, and what was parsed", 0}

#define OPTIONS_REPORT                                                         \
	{"format", OPT_FORMAT, "FORMAT[=FILE]", 0,                             \
	 "text, json, html, sarif, code-scanning (SARIF of what is open), "     \
	 "gitlab (Code Quality), github (annotations) or robot (the kernel "    \
	 "test robot's mail); may be repeated (default: text)",                 \
	 0},                                                                   \
	{"output", OPT_OUTPUT, "FILE", 0, "write there (default: stdout)", 0}, \
	{"confidence", OPT_CONFIDENCE, "LEVEL", 0,                             \
	 "show certain, likely or possible findings and those above, or "       \
	 "advice too: note (default: likely)", 0},                              \
	{"fail-on", OPT_FAIL_ON, "LEVEL", 0,                                   \
	 "exit with 1 for certain, likely, possible findings, or never "       \
	 "(default: for what is shown)", 0},                                   \
	{"baseline", OPT_BASELINE, "FILE", 0,                                  \
	 "findings that it lists are accepted: see `gfpcheck baseline`", 0}
/* clang-format on */

/** struct output - one --format. */
struct output {
	const struct writer *writer;
	const char *path; /* NULL: -o, else stdout */
};

/** struct options - what the command line said; strings are its own. */
struct options {
	const char *command; /* "check": what program this is */
	const char *tree, *objtree, *config, *units, *rules, *output;
	int jobs, quiet, timings;
	const char *baseline;
	unsigned depth; /* of a picture: calls up and down */
	enum confidence confidence;
	int confidence_given;
	int fail_on; /* enum confidence, -1 = never, -2 = as @confidence */
	VEC(struct output) formats;
	VEC(const char *) overlays; /* "FILE=PATCHED" */
	VEC(const char *) args;
};

/** options_init() - the defaults of a command. */
void options_init(struct options *o, const char *command);

/** options_take() - for a parser of argp: one of the keys above. */
error_t options_take(struct options *o, int key, char *arg,
		     struct argp_state *state);

/** options_where() - refuse what does not go together. Return: 0, or -1 after
 * one sentence. */
int options_where(const struct options *o);

/** options_words() - the command line that leads to the same findings, to be
 * pasted in a shell. */
void options_words(const struct options *o, struct buf *out);

/** options_free() - the vectors. */
void options_free(struct options *o);

#endif
