/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the hook leaves in a build folder for `gfpcheck report`:
 *
 *	DIR/.NAME.o.gfp             beside each object: the unit's summary
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

#endif
