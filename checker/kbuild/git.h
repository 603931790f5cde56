/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What git knows of a tree. git(1) does the work; neither the repository nor
 * its work tree is ever written to. Functions return 0, or -1 after printing
 * one sentence that says what to do.
 */
#ifndef GFPCHECK_KBUILD_GIT_H
#define GFPCHECK_KBUILD_GIT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

/**
 * struct git - a folder in a repository.
 * @dir: the folder, absolute; paths are relative to it.
 * @prefix: of the folder within the repository, "" or "some/folder/".
 * @repo: the repository itself, absolute.
 */
struct git {
	struct arena mem;
	const char *dir, *prefix, *repo;
};

/** struct git_change - @status as `git diff --name-status` has it: M, A, D, R
 * ...; @was: the old name of what was renamed, else NULL. */
struct git_change {
	char status;
	const char *path, *was;
};

typedef VEC(struct git_change) git_changes;

/** git_open() - @dir must lie in a repository. Give @g to git_close() whatever
 * was returned. */
int git_open(struct git *g, const char *dir);

/** git_commit() - the full name of the commit @rev, NULL after one sentence. */
const char *git_commit(struct git *g, const char *rev);

/** git_clean() - is the folder as it is in HEAD? Files that git does not know
 * count when they are C source or part of a build. */
int git_clean(struct git *g);

/** git_diff() - what differs between two commits, sorted by path. */
int git_diff(struct git *g, const char *from, const char *to, git_changes *out);

/** git_read() - append the content of a file in a commit. */
int git_read(struct git *g, const char *commit, const char *path,
	     struct buf *out);

/**
 * git_export() - bring WHERE/tree to the content of a commit.
 * @g: the repository.
 * @commit: full name.
 * @where: an absolute folder of ours, made if need be; nobody else may use it
 *	at the same time. What is there already is kept as far as it is right,
 *	whatever killed an earlier call.
 */
int git_export(struct git *g, const char *commit, const char *where);

/** struct git_line - who wrote a line: a commit's first 14 digits, its author
 * and its day. */
struct git_line {
	const char *commit, *author, *day;
};

typedef VEC(struct git_line) git_lines;

/** git_peek() - is @dir a folder that git keeps? As git_open(), but in silence,
 * and @head gets the commit and its subject. */
int git_peek(struct git *g, const char *dir, const char **head);

/** git_blame() - append who wrote lines @from to @to of what is checked out;
 * nothing, in silence, when git does not know the file. */
void git_blame(struct git *g, const char *path, uint32_t from, uint32_t to,
	       git_lines *out);

/** git_close() - give everything back. */
void git_close(struct git *g);

#endif
