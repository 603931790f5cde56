/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Configuration of folders: a file .gfpcheck.yaml in a folder of the source
 * says what is reported of the files below it.
 *
 *	confidence: certain
 *	disable: [noio-door]
 *	contexts: [noio]
 *
 * Each key holds for its folder and those below; the nearest file that has it
 * wins.
 */
#ifndef GFPCHECK_RULE_FOLDER_H
#define GFPCHECK_RULE_FOLDER_H

#include "rule/rule.h"

#define FOLDER_FILE ".gfpcheck.yaml"

/** struct folder_key - one key; @file is where it was written, NULL: nowhere.
 */
struct folder_key {
	const char *file;
	int line;
	int level;	/* of confidence */
	rule_syms list; /* of disable and contexts */
};

/** struct folder - what holds in one folder; keys may be of one above. */
struct folder {
	sym_t path; /* relative to the top, "" = the top */
	struct folder_key confidence, disable, contexts;
};

/**
 * struct folders - all folders asked for so far.
 * @top: where to stop going up, absolute.
 * @rules: knows the contexts.
 * @level: the number of a word of confidence, or -1.
 * @is_rule: may a finding have this name?
 * @errors: how many were printed.
 */
struct folders {
	struct arena mem;
	const char *top;
	const struct rules *rules;
	int (*level)(const char *word);
	int (*is_rule)(const struct rules *rules, const char *name);
	VEC(struct folder *) all;
	VEC(uint32_t) index; /* sym_t -> index into all, + 1 */
	size_t errors;
};

/**
 * folder_of() - what holds for @file, which is relative to the top.
 * A file that cannot be understood prints `file:line:column: sentence` once
 * and counts in errors. Valid until folders_end().
 */
const struct folder *folder_of(struct folders *f, const char *file);

/** folder_hash() - of what there is to read for @file; 0: nothing.
 * @top: as in struct folders. */
uint64_t folder_hash(const char *top, const char *file);

/** folder_lists() - is @name in a key's list? */
int folder_lists(const struct folder_key *key, const char *name);

/** folders_end() - give everything back. */
void folders_end(struct folders *f);

#endif
