/* SPDX-License-Identifier: GPL-2.0-only */
/* Reports: findings and their coverage as text or JSON. */
#ifndef GFPCHECK_REPORT_REPORT_H
#define GFPCHECK_REPORT_REPORT_H

#include "analysis/findings.h"

#define REPORT_VERSION 1 /* of the JSON form */

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
 * @colour: escape sequences for a terminal.
 * @silenced: findings that are not counted.
 * @changes: since another revision; findings then say in @baseline which.
 */
struct report {
	const char *tool, *tree, *release, *config;
	const struct findings *findings;
	enum confidence shown;
	const char *const *paths;
	size_t npaths;
	const char *const *notes;
	size_t nnotes;
	int colour;
	struct silenced silenced;
	struct changes changes;
};

/** report_wants() - does a file lie below the paths asked for? */
int report_wants(const struct report *r, const char *file);

/** report_within() - does a finding lie below the paths asked for? */
int report_within(const struct report *r, const struct finding *f);

/** report_has() - does a finding count: within the paths, accepted by nobody,
 * and not there before? */
int report_has(const struct report *r, const struct finding *f);

/** report_sure() - is its confidence asked for? */
int report_sure(const struct report *r, const struct finding *f);

/** report_shows() - does it count and is it sure enough? */
int report_shows(const struct report *r, const struct finding *f);

/** report_count() - findings with confidence @c that are shown. */
size_t report_count(const struct report *r, enum confidence c);

/** report_hidden() - findings with confidence @c that count but are not sure
 * enough to be shown. */
size_t report_hidden(const struct report *r, enum confidence c);

/** report_text() - for a reader: a line per finding, its chain, the coverage.
 */
void report_text(const struct report *r, struct buf *out);

/** report_line() - the GCC-style line of one finding, without a newline. */
void report_line(const struct report *r, const struct finding *f,
		 struct buf *out);

/** report_json() - for a program: everything, always in the same order. */
void report_json(const struct report *r, struct buf *out);

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
