/* SPDX-License-Identifier: GPL-2.0-only */
/* Reports: findings and their coverage as text, JSON or HTML. */
#ifndef GFPCHECK_REPORT_REPORT_H
#define GFPCHECK_REPORT_REPORT_H

#include "analysis/findings.h"
#include "extract/extract.h"

struct json;

#define REPORT_VERSION 1 /* of the JSON form */

/**
 * struct report - what to write, and what of it.
 * @tool: name and version of the program.
 * @tree: the folder that paths are relative to.
 * @release: of the kernel, "" if unknown.
 * @config: what it was configured with, "" if unknown.
 * @findings: all of them.
 * @shown: the least confidence to show.
 * @paths: what lies below one of these is reported; none = all. Relative to
 *	@tree.
 * @npaths: their number.
 * @notes: what was skipped, one sentence each.
 * @nnotes: their number.
 * @overlays: texts that the run has read in the place of files of @tree.
 * @noverlays: their number.
 * @colour: escape sequences for a terminal.
 */
struct report {
	const char *tool, *tree, *release, *config;
	const struct findings *findings;
	enum confidence shown;
	const char *const *paths;
	size_t npaths;
	const char *const *notes;
	size_t nnotes;
	const struct overlay *overlays;
	size_t noverlays;
	int colour;
};

/** report_shows() - is a finding in the report? */
int report_shows(const struct report *r, const struct finding *f);

/** report_has() - does a finding lie below the paths asked for? */
int report_has(const struct report *r, const struct finding *f);

/** report_count() - findings below the paths with confidence @c. */
size_t report_count(const struct report *r, enum confidence c);

/** report_text() - for a reader: a line per finding, its chain, the coverage.
 */
void report_text(const struct report *r, struct buf *out);

/** report_line() - the GCC-style line of one finding, without a newline. */
void report_line(const struct report *r, const struct finding *f,
		 struct buf *out);

/** report_json() - for a program: everything, always in the same order. */
void report_json(const struct report *r, struct buf *out);

/** report_json_coverage() - the member "coverage" of a report in JSON. */
void report_json_coverage(const struct report *r, struct json *j);

/** report_html() - for a browser: one file that loads nothing. */
void report_html(const struct report *r, struct buf *out);

/** edge_kind_name() - how a step is reached: "call", "handoff" ... */
const char *edge_kind_name(enum edge_kind kind);

/** struct writer - a format by its name. */
struct writer {
	const char *name;
	void (*write)(const struct report *r, struct buf *out);
};

/** report_writer() - the format with a name of @n characters, or NULL. */
const struct writer *report_writer(const char *name, size_t n);

/** report_formats() - "text, json ..." for messages. */
const char *report_formats(void);

#endif
