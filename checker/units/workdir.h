/* SPDX-License-Identifier: GPL-2.0-only */
/* The files of a workdir: names, leftovers, the folder of an overlay run. */
#ifndef GFPCHECK_UNITS_WORKDIR_H
#define GFPCHECK_UNITS_WORKDIR_H

#include "base/arena.h"

#include <stdint.h>

/** summary_path() - where the summary of object @obj is below @dir. */
char *summary_path(struct arena *mem, const char *dir, const char *obj);

/** summary_is_intact() - is the file whole, with the checksum @sum? */
int summary_is_intact(const char *path, uint64_t sum);

/** summary_sum() - the checksum at its end, unproven; 0 = there is none. */
uint64_t summary_sum(const char *path);

/** retired_path() - where the version of @obj's summary lies that the answers
 * of
 * @workdir were made of, if it is not the present one. */
char *retired_path(struct arena *mem, const char *workdir, const char *obj);

/** summary_retire() - the summary at @path is going to be replaced: keep it,
 * unless an older one is kept. */
void summary_retire(const char *workdir, const char *obj, const char *path);

/** retired_clean() - new answers are made: forget those of the old ones. */
void retired_clean(const char *workdir);

/** workdir_clean() - remove what killed runs have left; under the lock only. */
void workdir_clean(const char *workdir);

/** summaries_clean() - the same among the summaries. */
void summaries_clean(const char *workdir);

/**
 * scratch_make() - the folder of this run, removed at its end however it ends
 * (but by a signal: then the next run does). One per process.
 */
char *scratch_make(struct arena *mem, const char *workdir);

/** scratch_remove() - remove it now. */
void scratch_remove(void);

/** file_holds() - is @text all that is in the file? */
int file_holds(const char *path, const char *text);

#endif
