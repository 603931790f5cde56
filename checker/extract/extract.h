/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Extraction: from a compile command to a summary. The only folder that sees
 * libclang; CXString and CXCursor never leave it.
 */
#ifndef GFPCHECK_EXTRACT_EXTRACT_H
#define GFPCHECK_EXTRACT_EXTRACT_H

#include "facts/facts.h"
#include "kbuild/kbuild.h"

/**
 * struct inputs - files that a parse read, or looked for and did not find.
 * @pch: it used the shared header, whose own inputs count as well.
 */
struct inputs {
	const char **v;
	size_t n, cap;
	int pch;
};

/** struct overlay - read @path (absolute) from @text instead of the disk. */
struct overlay {
	const char *path;
	const char *text;
	size_t size;
};

/**
 * struct extract_opts - how to extract; zero is a plain parse.
 * @pch: a shared precompiled header to use, or NULL; see pch.h. If the unit
 *does not parse cleanly with it, it is parsed again without.
 * @tree: names of files below it are recorded relative to it.
 */
struct extract_opts {
	const char *tree, *objtree;
	const char *pch;
	const struct overlay *overlays;
	size_t noverlays;
	struct inputs *inputs; /* if set: the files read, as named */
	struct arena *mem;     /* for @inputs */
};

/**
 * extract_unit() - parse one unit and lower its functions.
 *
 * Never fails as a call: a unit that does not parse gives a summary with
 * status UNIT_FAILED and the reason, one that parses with errors is
 * UNIT_DEGRADED with the first error.
 */
void extract_unit(const struct unit *u, const struct extract_opts *opts,
		  struct summary *out);

#endif
