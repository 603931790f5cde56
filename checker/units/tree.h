/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Extraction of all units of a tree: what changed since the last run is parsed
 * again, by a pool of workers, with shared headers where units are many.
 * Summaries are kept below WORKDIR/summaries.
 */
#ifndef GFPCHECK_UNITS_TREE_H
#define GFPCHECK_UNITS_TREE_H

#include "extract/extract.h"
#include "kbuild/kbuild.h"

/**
 * struct tree_opts - how; zero is right for most.
 * @jobs: workers; 0 = one per core.
 * @quiet: no progress.
 * @probe: text of a C file that is parsed like an ordinary unit, or NULL.
 * @overlays: files to read from memory. The store is not touched then: what
 *	has to be parsed goes to a folder of this run.
 * @noverlays: their number.
 * @lenient: an overlay that no unit reads is no error.
 * @sample: only one unit in so many is parsed and has a summary, with the
 *	shared headers that all of them would have; for measuring. 0 = all.
 * @mark: see struct tree; NULL = nobody wants to know.
 * @served: asked with the key when nothing is stale and the summaries are
 *	listed. If it says 1, nobody is going to read all of them, and they are
 *	not proven to be whole.
 * @arg: for it.
 */
struct tree_opts {
	int jobs, quiet;
	const char *probe;
	const struct overlay *overlays;
	size_t noverlays;
	int lenient;
	size_t sample;
	const char *mark;
	int (*served)(void *arg, uint64_t key);
	void *arg;
};

/** struct tree_summary - of one object: where it is, and its checksum. */
struct tree_summary {
	const char *obj, *path;
	uint64_t sum;
};

/**
 * struct tree - the summaries of a tree.
 * @mem: holds what is below.
 * @summaries: the probe's is the first, then in order of the units.
 * @key: hash of the names of the objects and of the content of the summaries.
 * @plain: files that were read, absolute, whose text does not contain the mark.
 * @parsed: units that were parsed now.
 * @headers: shared headers that were built now; @headers_cpu: seconds;
 * @header_kb: memory of the largest process that built one.
 * @parser_kb: ... of the largest that parsed units.
 * @alone: units that were parsed now without that of their class.
 * @unfit: of these, units whose class has one, which they do not get on with.
 * @scratch: the folder of this run, or NULL.
 * @note: why all was parsed again, or NULL.
 */
struct tree {
	struct arena mem;
	VEC(struct tree_summary) summaries;
	VEC(const char *) plain;
	uint64_t key;
	size_t parsed, headers, alone, unfit;
	double headers_cpu;
	long header_kb, parser_kb;
	const char *scratch;
	const char *note;
};

/**
 * tree_extract() - bring the summaries of all units up to date.
 * @t: filled; give it to tree_close() whatever was returned.
 * @kb: an opened tree.
 * @opts: how.
 *
 * A unit that cannot be parsed, or that ends its worker, has a summary that
 * says so. A run that is killed keeps the units that it finished.
 *
 * Return: 0, or -1 after one sentence (no space, an overlay that no unit
 * reads).
 */
int tree_extract(struct tree *t, const struct kbuild *kb,
		 const struct tree_opts *opts);

/** tree_close() - remove the folder of this run, give the memory back. */
void tree_close(struct tree *t);

/** extract_tool() - hash of this extractor and its libclang. */
uint64_t extract_tool(void);

/** extract_command() - hash of all that decides how a unit is parsed: its
 * flags, and this extractor. */
uint64_t extract_command(const struct unit *u, const char *tree,
			 const char *objtree);

/** extract_words() - the same whichever libclang there is, which need not be
 * loaded. */
uint64_t extract_words(const struct unit *u, const char *tree,
		       const char *objtree);

#endif
