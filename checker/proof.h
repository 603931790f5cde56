/* SPDX-License-Identifier: GPL-2.0-only */
/* What a tree says when some of its files have another text. */
#ifndef GFPCHECK_PROOF_H
#define GFPCHECK_PROOF_H

#include "program.h"

/**
 * struct proof - the bugs of the changed tree.
 * @prints: fingerprints of all of them, members of groups for themselves.
 * @broken: units that do not parse cleanly.
 */
struct proof {
	struct arena mem;
	VEC(const char *) prints, broken;
};

/**
 * proof_make() - check a tree again.
 * @p: filled, zero-initialised by the caller; give it to proof_free() whatever
 *	was returned.
 * @opts: as for the tree itself, with the overlays it had.
 * @texts: paths and texts of the files that changed.
 * @n: their number.
 * Return: 0, or -1 after one sentence.
 */
int proof_make(struct proof *p, const struct options *opts,
	       const struct overlay *texts, size_t n);

/** proof_has() - is there a bug with this fingerprint? */
int proof_has(const struct proof *p, const char *print);

/** proof_breaks() - does this unit not parse cleanly? */
int proof_breaks(const struct proof *p, const char *unit);

/** proof_free() - give everything back. */
void proof_free(struct proof *p);

#endif
