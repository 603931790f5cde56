/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The extraction of a tree, as far as its shared headers need it: which are to
 * be built, and which one a unit is parsed with.
 */
#ifndef GFPCHECK_UNITS_HEADERS_H
#define GFPCHECK_UNITS_HEADERS_H

#include "base/progress.h"
#include "pch/text.h"
#include "pch/pch.h"
#include "units/store.h"
#include "units/tree.h"

#include <sys/types.h>

#define RESULT_FULL 100 /* a worker could not write */

struct todo {
	uint32_t unit;
	off_t size; /* of the source: the longest go first */
};

struct work {
	const struct kbuild *kb;
	const struct tree_opts *opts;
	struct tree *out;
	struct arena mem;
	struct store store;
	struct unit *units; /* [0] is the probe, if there is one */
	size_t n;
	uint64_t *commands; /* of each unit */
	uint8_t *stale;	    /* of each unit: it is in todo */
	VEC(struct todo) todo;
	struct pch_set pch;
	VEC(uint32_t) build;   /* classes whose header is to be built */
	VEC(uint32_t) level;   /* those of them that are built now */
	uint8_t *plan;	       /* of each class: what to do, below */
	const char **header;   /* class -> record of its header, or NULL */
	const char *summaries; /* where they are kept */
	const char *output;    /* where this run puts them */
	const char *pchdir;
	struct sources sources; /* what shared headers, and units, were read */
	struct progress progress;
};

/** note_of() - the path of the note beside a product. */
char *note_of(struct work *w, const char *product);

/** is_sampled() - is this unit one of those that are asked for? The probe is
 * always there: it is the first. */
int is_sampled(const struct work *w, size_t i);

/** shared_headers() - build those that the stale units want. Return: 0 or -1,
 * after a message. */
int shared_headers(struct work *w);

/** header_class() - the class whose header a unit could be parsed with, or
 * NULL. */
const struct pch_class *header_class(const struct work *w, uint32_t unit);

/** fitting_header() - that, or one below, with which the unit reads the same as
 * without; or NULL; @d as in pch_fits(). */
const struct pch_class *fitting_header(struct work *w, uint32_t unit,
				       struct pch_doubts *d);

/** header_name() - the name of a header's record. */
const char *header_name(struct work *w, const struct pch_class *c);

#endif
