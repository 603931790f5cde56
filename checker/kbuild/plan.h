/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of kbuild/ share: the plan for a tree and the steps of it. */
#ifndef GFPCHECK_KBUILD_PLAN_H
#define GFPCHECK_KBUILD_PLAN_H

#include <stdint.h>

#include "base/buf.h"
#include "kbuild/kbuild.h"

/**
 * struct plan - where and how, decided before anything is written.
 * @config: storage, a make target, an absolute path, or NULL: as it is.
 * @confdir: where storage.config and make.vars are, absolute.
 * @ours: the object tree is one that gfpcheck makes or has made.
 * @in_place: the object tree is the source tree: no O= for make.
 * @asked: the user named it with --objtree: it may be written to.
 * @jobs: processes for make.
 * @quiet: no progress.
 */
struct plan {
	const char *config;
	const char *confdir;
	int ours;
	int in_place;
	int asked;
	int jobs;
	int quiet;
};

/** plan_make() - Makes config, objtree, workdir and the plan of @opts; takes no
 * lock. */
int plan_make(struct kbuild *kb, struct plan *plan,
	      const struct kbuild_opts *opts);

/** workdir_lock() - Locks the workdir, which is made if need be. Waits a moment
 * for a run that was killed to be gone. */
int workdir_lock(struct kbuild *kb, int shared);

/** plan_stamp() - The config that the workdir says it was made with, or NULL:
 * not ours. */
const char *plan_stamp(struct kbuild *kb);

/** configure() - Configures, prepares and generates as far as that is still to
 * be done. */
int configure(struct kbuild *kb, const struct plan *plan);

/** list_units() - Lists the units from make, .cmd files or
 * compile_commands.json. */
int list_units(struct kbuild *kb, const struct plan *plan);

/** cache_load() - 0 and the units and notes when nothing changed since
 * cache_store(). */
int cache_load(struct kbuild *kb, const struct plan *plan);
/** cache_store() - keep the units and notes for cache_load(). */
void cache_store(struct kbuild *kb, const struct plan *plan);

/** plan_key() - A number that changes with the wanted config and its files. */
uint64_t plan_key(const struct plan *plan);

/**
 * struct make - one call of make.
 * @stage: which lines of make.vars go with it: "all" or "generate".
 * @jobs: processes; 1 keeps what it prints in one piece.
 * @out: takes what it prints; NULL: WORKDIR/make.log does, where its messages
 *	always go.
 * @args: targets, variables and options; NULL-ended.
 */
struct make {
	const char *stage;
	int jobs;
	struct buf *out;
	const char *const *args;
};

/** make_run() - Return: make's exit code, or -1 after saying why it did not
 * run. */
int make_run(struct kbuild *kb, const struct plan *plan,
	     const struct make *make);

/** make_reason() - " (sh: bison: not found)" when make.log says such a thing,
 * else "" */
const char *make_reason(struct kbuild *kb);

/** progress() - "Progress, unless quiet"; @fmt is a sentence without its end.
 */
void progress(const struct plan *plan, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/** note() - A note of printf form for the report. */
void note(struct kbuild *kb, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/** has_file() - PATH/NAME exists */
int has_file(const char *path, const char *name);

#endif
