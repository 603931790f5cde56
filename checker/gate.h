/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two revisions of one tree: what of the base can be seen through the head's
 * tree, and when it needs one of its own.
 *
 * If the revisions differ only in the content of C files, the base is the
 * head's tree with those files overlaid: units and configuration are the same,
 * and all summaries of what did not change serve both. Otherwise the base is
 * written to the cache, configured like the head, and has summaries that the
 * next comparison finds again.
 */
#ifndef GFPCHECK_GATE_H
#define GFPCHECK_GATE_H

#include "kbuild/git.h"
#include "program.h"

/**
 * struct gate - a comparison.
 * @opts: what the user asked for; @tree or @units is that of the head.
 * @base, @head: commits, full names.
 * @why: the base needs a tree of its own because of this file; NULL: it does
 *	not.
 * @changed: files to overlay, relative to the tree.
 * @folder: where trees are kept, locked.
 */
struct gate {
	struct arena mem;
	const struct options *opts;
	struct git git;
	const char *base, *head, *why, *folder;
	VEC(const char *) changed;
	int lock;
};

/**
 * gate_open() - find the repository, both commits, and what differs.
 * @g: filled; give it to gate_close() whatever was returned.
 * @opts: with a tree or units; must outlive @g.
 * @base: revision.
 * @head: revision, NULL: what is checked out, which must be clean.
 * Return: 0, or -1 after one sentence.
 */
int gate_open(struct gate *g, const struct options *opts, const char *base,
	      const char *head);

/**
 * gate_tree() - write a commit to the cache.
 * @g: the comparison.
 * @name: "base" or "head".
 * @commit: full name.
 * @out: options of a program for it: those of @g with another tree or units.
 * Return: 0, or -1 after one sentence.
 */
int gate_tree(struct gate *g, const char *name, const char *commit,
	      struct options *out);

/**
 * gate_weigh() - an overlaid header costs a plain parse of all that read it:
 * when that is most of the tree, set @why. @p: the head, extracted.
 */
void gate_weigh(struct gate *g, const struct program *p);

/** gate_overlay() - give @p the base's text of all changed files. */
int gate_overlay(struct gate *g, struct program *p);

/** gate_close() - give everything back. */
void gate_close(struct gate *g);

#endif
