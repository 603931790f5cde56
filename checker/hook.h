/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the hook leaves in a build folder for `gfpcheck report`:
 *
 *	DIR/.NAME.o.gfp             beside each object: the unit's summary
 *	DIR/.NAME.o.gfp.in          and what it was made of, what was said of it
 *	FOLDER/.gfpcheck/hook/      the values of masks, by rules and tree
 */
#ifndef GFPCHECK_HOOK_H
#define GFPCHECK_HOOK_H

#include "program.h"

/**
 * struct hook_place - where a build happens, all absolute.
 * @tree: the source.
 * @objtree: where it is configured.
 * @folder: what is being built: @objtree, or a module of its own.
 */
struct hook_place {
	const char *tree, *objtree, *folder;
};

/** hook_summary() - the name of the summary beside an object. */
char *hook_summary(struct arena *mem, const char *obj);

/** hook_is_summary() - is a file's name of that form? */
int hook_is_summary(const char *name);

/**
 * hook_probe() - the summary that holds the values of masks; made if need be.
 * @mem: where the result lives.
 * @rules: name the masks.
 * @at: where the build happens.
 * @u: any unit of the build, or NULL: flags that an earlier call has kept.
 * Return: a path, or NULL after one sentence.
 */
const char *hook_probe(struct arena *mem, const struct rules *rules,
		       const struct hook_place *at, const struct unit *u);

/**
 * struct hook_note - what was found out about a unit.
 * @command: extract_words().
 * @product: the checksum of its summary.
 * @answer: hash of what else @said follows from: rules and program.
 * @found: the result of the run.
 * @said: what it printed.
 * @files: all that were read, libclang among them.
 */
struct hook_note {
	uint64_t command, product, answer;
	int found;
	const char *said;
	struct inputs files;
};

/** hook_note() - the name of the note beside a summary. */
char *hook_note(struct arena *mem, const char *summary);

/** hook_start() - a moment: whatever changes from now on changed later. */
int64_t hook_start(void);

/** hook_program() - hash of this program's file. */
uint64_t hook_program(void);

/**
 * hook_note_read() - is what an earlier run read as it was?
 * @mem: where the result lives.
 * @path: the note.
 * @command: what its command must be.
 * @n: no files; filled. Give the files to vec_free().
 * Return: 0, or -1 if not, or if there is no such note.
 */
int hook_note_read(struct arena *mem, const char *path, uint64_t command,
		   struct hook_note *n);

/** hook_note_write() - unless a file has changed after @start. Return: 0, or -1
 * with errno set. */
int hook_note_write(const char *path, const struct hook_note *n, int64_t start);

#endif
