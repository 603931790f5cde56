/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings that were accepted, in a file that people review. A line each:
 * fingerprint, rule, FILE:FUNCTION(), reason, with tabs in between; in order
 * of place. Lines that start with # mean nothing and are kept at the top.
 */
#ifndef GFPCHECK_REPORT_BASELINE_H
#define GFPCHECK_REPORT_BASELINE_H

#include "report/report.h"

/** struct accepted - one line; @line 0: it was not in the file yet. */
struct accepted {
	const char *fingerprint, *rule, *place, *reason;
	unsigned line;
	int used;
};

/** struct baseline - a file; @notes: its own comments. */
struct baseline {
	struct arena mem;
	const char *path;
	struct buf notes;
	VEC(struct accepted) all;
};

/**
 * baseline_read() - read a file.
 * @b: filled; give it to baseline_free() whatever was returned.
 * @path: its name; must outlive @b.
 * @strict: a file that does not exist, and a line without a reason, are errors.
 * Return: 0, or -1 after one sentence per error, `file:line: ...`.
 */
int baseline_read(struct baseline *b, const char *path, int strict);

/**
 * baseline_apply() - set @suppressed and @baseline of findings in the file. A
 * finding with members is accepted when all of them are: they come and go one
 * by one. Reasons live as long as @b.
 * Return: how many of them @r would have shown.
 */
size_t baseline_apply(struct baseline *b, const struct report *r);

/** baseline_stale() - does a line within the report belong to no finding? Asked
 * after baseline_apply(). */
int baseline_stale(const struct report *r, const struct accepted *a);

/** baseline_add() - take what @r shows and the file lacks; @reason may be "".
 * Return: how many. */
size_t baseline_add(struct baseline *b, const struct report *r,
		    const char *reason);

/** baseline_prune() - drop what is stale. Return: how many lines. */
size_t baseline_prune(struct baseline *b, const struct report *r);

/** baseline_text() - the file as it is to be written. */
void baseline_text(struct baseline *b, struct buf *out);

/** baseline_free() - give everything back. */
void baseline_free(struct baseline *b);

#endif
