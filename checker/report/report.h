/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reports: findings and their coverage, in one of the formats of writer.c.
 *
 * What a reader can act on, the text formats list: findings that are open. For
 * programs JSON and SARIF hold the suppressed and the absent ones too, marked.
 */
#ifndef GFPCHECK_REPORT_REPORT_H
#define GFPCHECK_REPORT_REPORT_H

#include "findings/findings.h"
#include "base/json.h"

struct overlay;

#define REPORT_VERSION 1 /* of the JSON form: docs/report.schema.json */

/**
 * struct silenced - findings that are there but do not count.
 * @comments: a comment of the source accepts them.
 * @baseline: the file of accepted findings has them.
 * @folders: the configuration of their folder does not ask for them.
 * @stale: lines of that file that belong to no finding any more.
 */
struct silenced {
	size_t comments, baseline, folders, stale;
};

/**
 * struct changes - what differs from another revision.
 * @base: its name, NULL: there is no comparison.
 * @introduced: shown findings that it lacks.
 * @fixed: findings that only it has.
 * @preexisting: shown findings of both.
 */
struct changes {
	const char *base;
	size_t introduced, fixed, preexisting;
};

/**
 * struct report - what to write, and what of it.
 * @tool: name and version of the program.
 * @tree: the folder that paths are relative to, "" if there is none.
 * @release: of the kernel, "" if unknown.
 * @config: what it was configured with, "" if unknown.
 * @command: what makes this report again, NULL if unknown.
 * @findings: all of them.
 * @rules: what the findings' rules say, NULL if unknown.
 * @shown: the least confidence to show.
 * @paths: what lies below one of these is reported; none = all. Relative to
 *	@tree.
 * @npaths: their number.
 * @notes: what was skipped, one sentence each.
 * @nnotes: their number.
 * @overlays: texts that stood in the place of files.
 * @noverlays: their number.
 * @colour: escape sequences for a terminal.
 * @width: columns of the terminal; 0 = it is none, lines are not broken.
 * @silenced: findings that are not counted.
 * @changes: since another revision; findings then say in @baseline which.
 */
struct report {
	const char *tool, *tree, *release, *config, *command;
	const struct findings *findings;
	const struct rules *rules;
	enum confidence shown;
	const char *const *paths;
	size_t npaths;
	const char *const *notes;
	size_t nnotes;
	const struct overlay *overlays;
	size_t noverlays;
	int colour;
	size_t width;
	struct silenced silenced;
	struct changes changes;
};

/* ---- which findings ---- */

/** report_below() - is a file @path, or below it? "" is above all. */
int report_below(const char *file, const char *path);

/** report_wants() - does a file lie below the paths asked for? */
int report_wants(const struct report *r, const char *file);

/** report_names() - does a finding's fingerprint, or that of one of its
 * members, begin like this? */
int report_names(const struct finding *f, const char *begin);

/** report_has() - does a finding lie below the paths asked for? */
int report_has(const struct report *r, const struct finding *f);

/** report_sure() - is its confidence asked for? */
int report_sure(const struct report *r, const struct finding *f);

/** report_shows() - is a finding in the report, be it accepted or fixed? */
int report_shows(const struct report *r, const struct finding *f);

/** report_open() - is there something to do, within the paths: accepted by
 * nobody, and neither there before nor fixed? */
int report_open(const struct report *r, const struct finding *f);

/** report_lists() - is it open, and in the report? */
int report_lists(const struct report *r, const struct finding *f);

/** report_count() - findings with confidence @c that are listed. */
size_t report_count(const struct report *r, enum confidence c);

/** report_hidden() - findings with confidence @c that are open but not sure
 * enough to be listed. */
size_t report_hidden(const struct report *r, enum confidence c);

/* ---- formats ---- */

/** report_text() - for a reader: a line per finding, its chain, the coverage.
 */
void report_text(const struct report *r, struct buf *out);

/** report_json() - for a program: everything, always in the same order. */
void report_json(const struct report *r, struct buf *out);

/** report_json_coverage() - the member "coverage" of a report in JSON. */
void report_json_coverage(const struct report *r, struct json *j);

/** report_html() - for a browser: one file that loads nothing. */
void report_html(const struct report *r, struct buf *out);

/** edge_kind_name() - how a step is reached: "call", "handoff" ... */
const char *edge_kind_name(enum edge_kind kind);

/** report_sarif() - SARIF 2.1.0. */
void report_sarif(const struct report *r, struct buf *out);

/** report_code_scanning() - SARIF of what is open, for a service that shows
 * each result, be it suppressed, old or gone. */
void report_code_scanning(const struct report *r, struct buf *out);

/** report_gitlab() - a GitLab Code Quality report. It has no place for the
 * coverage. */
void report_gitlab(const struct report *r, struct buf *out);

/** report_github() - workflow commands that annotate a change on GitHub. */
void report_github(const struct report *r, struct buf *out);

/** report_robot() - the mail layout of the kernel test robot. */
void report_robot(const struct report *r, struct buf *out);

/** struct writer - a format by its name. */
struct writer {
	const char *name;
	void (*write)(const struct report *r, struct buf *out);
};

/** report_writer() - the format with a name of @n characters, or NULL. */
const struct writer *report_writer(const char *name, size_t n);

/** report_formats() - "text, json ..." for messages. */
const char *report_formats(void);

/* ---- parts that formats share ---- */

/** report_line() - the GCC-style line of one finding, without a newline. */
void report_line(const struct report *r, const struct finding *f,
		 struct buf *out);

/** report_chain() - the lines below it: calls, mask and scope, advice, the
 * fingerprint. */
void report_chain(const struct report *r, const struct finding *f,
		  struct buf *out);

/** report_end() - totals and coverage, as text. */
void report_end(const struct report *r, struct buf *out);

/** report_counts() - the numbers of the coverage as members of an object. */
void report_counts(struct json *j, const struct coverage *c);

/** report_baseline() - "new", "unchanged", "absent"; NULL without a baseline.
 */
const char *report_baseline(enum baseline_state state);

/** report_fresh() - the first new one of a group some of which was there; else
 * NULL. It is what a change brought. */
const struct member *report_fresh(const struct finding *f);

#endif
