/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Source around the lines that a report speaks of. All lines are asked for
 * first; what several findings show is then written once.
 */
#ifndef GFPCHECK_REPORT_EXCERPT_H
#define GFPCHECK_REPORT_EXCERPT_H

#include "base/json.h"
#include "base/sym.h"
#include "report/report.h"

/** struct excerpts - zero but for @r; end with excerpts_free(). */
struct excerpts {
	const struct report *r;
	VEC(struct source {
		sym_t file;
		VEC(uint32_t) lines;
	})
	all;
	VEC(uint32_t) index; /* sym -> all + 1 */
};

/** excerpts_want() - the lines around @line, counted from 1, of @file. */
void excerpts_want(struct excerpts *e, const char *file, uint32_t line);

/**
 * excerpts_put() - everything wanted, as an array of objects:
 * file; overlay: 1 if it was read in the place of the tree's; missing: why
 * there is no text, or null; parts: arrays of a first line's number and text.
 */
void excerpts_put(struct excerpts *e, struct json *j, const char *key);

/** excerpts_free() - give everything back. */
void excerpts_free(struct excerpts *e);

#endif
