/* SPDX-License-Identifier: GPL-2.0-only */
/* Findings of two revisions: which were introduced, fixed, there before. */
#ifndef GFPCHECK_REPORT_COMPARE_H
#define GFPCHECK_REPORT_COMPARE_H

#include "report/report.h"

/**
 * struct base - what is kept of the base when its program has ended.
 * @name: of the revision, for the report.
 * @degraded, @failed: units.
 * @moved: files with preexisting findings that have another name now, as
 *	sentences; filled by compare().
 */
struct base {
	struct arena mem;
	const char *name;
	VEC(struct finding *) all;
	size_t degraded, failed;
	VEC(const char *) notes;
};

/** base_keep() - copy the findings that nobody suppresses. */
void base_keep(struct base *b, const struct findings *f);

/**
 * compare() - set @baseline of every finding of @out, add the fixed ones to
 * it (they live as long as @b), and fill @r->changes.
 *
 * A finding was there before if the base has its fingerprint, with a confidence
 * that the report would have shown. What a noio-scope stands for counts as if
 * each were a finding: the twelfth mask makes a group of eleven findings, and
 * is the one that is new. A door whose gate has moved along its chain is the
 * same.
 */
void compare(struct base *b, struct findings *out, struct report *r);

/** base_end() - give everything back. */
void base_end(struct base *b);

#endif
