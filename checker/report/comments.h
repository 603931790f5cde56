/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings that the source itself says are right:
 *
 *	// gfpcheck: ok - why
 *
 * in a comment of either form, at the end of the line where the mask was
 * written or the allocation stands, or alone on the lines directly above. The
 * facts know no comments, so the text is read again.
 */
#ifndef GFPCHECK_REPORT_COMMENTS_H
#define GFPCHECK_REPORT_COMMENTS_H

#include "extract/extract.h"
#include "report/report.h"

/* what each of them contains */
#define COMMENTS_MARK "gfpcheck:"

/**
 * struct source - where the text of a file is.
 * @tree: absolute; files are relative to it.
 * @objtree: or else to this, for generated ones; may be NULL.
 * @overlays: files read from memory.
 * @noverlays: their number.
 */
struct source {
	const char *tree, *objtree;
	const struct overlay *overlays;
	size_t noverlays;
};

/** source_read() - append the text of a file. Return: 0, or -1 silently. */
int source_read(const struct source *s, const char *file, struct buf *out);

/** struct comment - covers the lines from @first to @last. */
struct comment {
	const char *file, *reason;
	uint32_t line, first, last;
	int used;
};

/**
 * struct comments - those of some files.
 * @errors: what was printed as `file:line: sentence`.
 * @quiet: print nothing: an old version of the source is what it is.
 */
struct comments {
	struct arena mem;
	VEC(struct comment) all;
	size_t errors;
	int quiet;
};

/** comments_scan() - take the comments of one file; @text ends in a NUL. */
void comments_scan(struct comments *c, const char *file, const char *text,
		   size_t n);

/** comments_read() - take the comments of @n files. One that cannot be read
 * has none. */
void comments_read(struct comments *c, const struct source *s,
		   const char *const *files, size_t n);

/**
 * comments_apply() - set @suppressed of the findings that a comment covers; it
 * lives as long as @c. Of a noio-scope all masks must be covered, or the
 * function's first line.
 * Return: how many of them @r would have shown.
 */
size_t comments_apply(struct comments *c, const struct report *r);

/** comments_end() - give everything back; reasons are gone too. */
void comments_end(struct comments *c);

#endif
