/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernel trees: is it one, how is it configured, and with which command does
 * the kernel build compile each unit. Nothing is ever written into a source
 * tree, and nothing is compiled except what `make olddefconfig prepare` makes.
 */
#ifndef GFPCHECK_KBUILD_KBUILD_H
#define GFPCHECK_KBUILD_KBUILD_H

#include "base/arena.h"
#include "base/sym.h"
#include "base/vec.h"

/**
 * struct unit - one compilation as the kernel build would run it.
 * @src: the source, relative to the source tree; a generated one relative to
 *	the object tree; absolute when it lies in neither.
 * @path: the source, absolute: what to open.
 * @obj: object path relative to the object tree; unique.
 * @modname: KBUILD_MODNAME without quotes, "" if unknown.
 * @dir: the folder the command runs in, absolute; -I paths are relative to it.
 * @argv: flags for clang: sanitised (see flags.h), no compiler, no -c/-o/-MD,
 *	no source; NULL-ended. Units share their words, not their arrays.
 * @argc: number of words in @argv.
 * @missing: the source does not exist (a generated one): say so.
 */
struct unit {
	const char *src;
	const char *path;
	const char *obj;
	const char *modname;
	const char *dir;
	const char **argv;
	int argc;
	int missing;
};

/**
 * struct kbuild_opts - what the user asked for; NULL = default.
 * @tree: the source tree (required); an object tree that `make O=` made is
 *	taken for the source tree it belongs to and for @objtree.
 * @objtree: a configured object tree to use, or where to make ours; NULL = in
 *	place when the source tree itself is configured, else ours below
 *	${GFPCHECK_CACHE:-${XDG_CACHE_HOME:-~/.cache}/gfpcheck}.
 * @config: storage, defconfig, allmodconfig or a .config file; NULL = what the
 *	object tree has, else storage.
 * @confdir: where storage.config and make.vars live: rules/config.
 * @jobs: processes for make; 0 = one per core.
 * @quiet: say nothing while make runs.
 * @shared: read only: others that do the same may run at the same time.
 */
struct kbuild_opts {
	const char *tree;
	const char *objtree;
	const char *config;
	const char *confdir;
	int jobs;
	int quiet;
	int shared;
};

/**
 * struct kbuild - an opened tree with its units sorted by obj.
 * @mem: holds all that is below.
 * @tree: absolute.
 * @objtree: absolute; holds .config and generated headers. Equal to @tree when
 *	that is configured in place.
 * @workdir: absolute; our own files (summaries, pch): OBJTREE/.gfpcheck, or a
 *	folder of the cache when the tree is configured in place and @objtree
 *	was not asked for.
 * @release: "6.1.192", from the Makefile.
 * @config: what it was configured with, for the report.
 * @units: sorted by obj.
 * @notes: what was skipped and why, one sentence each: a host tool that
 *	failed, generated sources that are missing, code that is not the
 *	kernel's.
 * @lock: file descriptor of the workdir lock, see kbuild_open().
 * @warm: the units came from the workdir; make was not run.
 */
struct kbuild {
	struct arena mem;
	const char *tree;
	const char *objtree;
	const char *workdir;
	const char *release;
	const char *config;
	VEC(struct unit) units;
	VEC(const char *) notes;
	int lock;
	int warm;
};

/**
 * kbuild_open() - find, configure if need be, and list the units.
 * @kb: filled; give it to kbuild_close() whatever was returned.
 * @opts: what the user asked for; may be gone afterwards, but not its strings.
 *
 * An object tree of ours is configured, prepared, and given its generated
 * sources (rules/config/make.vars); one that somebody else made is prepared
 * only when it never was. Output of make goes to WORKDIR/make.log.
 *
 * Compile commands come from a compile_commands.json in the object tree that
 * is not older than its .config, or else from `make -n V=1` and, for objects
 * that are up to date and so not printed by it, from their .cmd files.
 * The list is kept in the workdir and reused while .config and every Makefile,
 * Kbuild and Kconfig file are unchanged, so that a warm start costs
 * milliseconds.
 *
 * Takes an exclusive lock on the workdir (a shared one if asked for); a second
 * run in the same folder ends with one sentence. The processes of base/jobs.h
 * inherit the lock.
 *
 * Return: 0, or -1 after printing one sentence that says what to do.
 */
int kbuild_open(struct kbuild *kb, const struct kbuild_opts *opts);

/**
 * kbuild_open_units() - no tree, but a list of compile commands.
 * @kb: filled; give it to kbuild_close() whatever was returned.
 * @file: in the form of compile_commands.json. Its folder stands for the
 *	object tree, and for the tree unless it has a link to that; the workdir
 *	is .gfpcheck in it. If it lists code of a kernel, host programs and the
 *	like are left out.
 * @shared: as in struct kbuild_opts.
 *
 * Return: 0, or -1 after printing one sentence.
 */
int kbuild_open_units(struct kbuild *kb, const char *file, int shared);

/**
 * path_clean() - "/a/./b/../c" as "/a/c"; no symbolic link is followed.
 * @mem: where the result lives.
 * @dir: what a relative @path is relative to, absolute.
 * @path: the path.
 */
char *path_clean(struct arena *mem, const char *dir, const char *path);

/** path_below() - @path without "TOP/", or NULL if it is not below @top. */
const char *path_below(const char *path, const char *top);

/** is_build_file() - does the list of units depend on it: Makefile*, Kbuild*,
 * Kconfig*, *.mk? */
int is_build_file(const char *path);

/** kbuild_cache() - the folder for what can be made again, absolute:
 * ${GFPCHECK_CACHE:-${XDG_CACHE_HOME:-~/.cache}/gfpcheck}. */
const char *kbuild_cache(struct arena *mem);

/** kbuild_share() - nothing is written any more: others may read, too. */
void kbuild_share(struct kbuild *kb);
/** kbuild_release() - nothing is read any more: others may go ahead. */
void kbuild_release(struct kbuild *kb);
/** kbuild_close() - release the lock and the memory; also after a failure. */
void kbuild_close(struct kbuild *kb);

/** kbuild_is_pic() - was the kernel that is built in @objtree compiled to be
 * loaded anywhere? 0 as well as long as init/main.c is not compiled. */
int kbuild_is_pic(const char *objtree);

/**
 * kbuild_unit_of_command() - a unit from one compiler command line, as the
 * kbuild hook gets it.
 * @mem: where the unit's strings live.
 * @u: filled.
 * @dir: the folder it runs in; must outlive the unit.
 * @argc: number of words.
 * @argv: the flags and the one source file; a compiler before them is skipped.
 * src, path and missing are told from @dir; see unit_place() for src relative
 * to a tree.
 * Return: 0, or -1 if no source file is among them (nothing printed).
 */
int kbuild_unit_of_command(struct arena *mem, struct unit *u, const char *dir,
			   int argc, char *const *argv);

/**
 * unit_place() - fill @u->path and @u->missing from src and dir, and make
 * @u->src relative to the tree it lies in.
 * @mem: where the strings live.
 * @u: with src, dir and obj.
 * @tree: the source tree, absolute.
 * @objtree: the object tree, absolute; may lie within @tree or be it.
 */
void unit_place(struct arena *mem, struct unit *u, const char *tree,
		const char *objtree);

#endif
