/* SPDX-License-Identifier: GPL-2.0-only */
/* Does a unit fit a shared header? What the parts of fit.c share. */
#ifndef GFPCHECK_PCH_FIT_H
#define GFPCHECK_PCH_FIT_H

#include "pch/names.h"
#include "pch/pch.h"

enum { UNREAD, MAYBE = 1, SURELY = 2 }; /* the unit includes it */

struct own_macro {
	const struct word *word; /* bodies come behind it */
	const struct file_words *src;
	uint32_t entered; /* files of the header that come before it */
	int sure;	  /* nothing that is unknown decides about it */
};

/* A file of its own that was read. */
struct own_file {
	const struct file_words *words;
	int sure; /* as above */
};

/* A name in what is the unit's own. */
struct mention {
	const struct word *word;
	size_t macros;	  /* its own that come before */
	uint32_t entered; /* files of the header that do */
};

struct fit {
	struct arena mem;
	const struct unit *unit;
	struct names *names;
	struct sources *sources;
	struct pch_doubts *doubts;
	struct search search;
	uint32_t nfiles;
	uint8_t *includes;  /* of each file of the header */
	uint32_t *position; /* in the order of the unit's includes, from 1 */
	uint32_t *end;	  /* that of the first file that it does not lead to */
	uint8_t *blank;	  /* all of it was skipped */
	uint32_t *event;  /* which of the unit's includes read it first */
	uint8_t *several; /* another would as well */
	uint32_t events;
	uint32_t entered;
	VEC(struct own_file) own; /* those read now, the unit first */
	VEC(struct own_macro) macros;
	VEC(struct mention) mentions;
	struct hashes seen;	/* names in bodies */
	struct hashes declared; /* names of what is the unit's own */
	int unknown;		/* it includes what nobody can tell */
	size_t early;		/* macros defined before the last include */
};

/** fit_level() - the one of the chain of headers that has a file. */
const struct names *fit_level(const struct fit *f, uint32_t file);

/** fit_read() - go through the unit's own text, and all of its own files. */
void fit_read(struct fit *f);

/** fit_macro() - the last definition, or #undef, of its own; or NULL. */
const struct own_macro *fit_macro(const struct fit *f, uint64_t name);

/** fit_defined_later() - does a file of the header that comes later define it,
 * and not only where it is not? */
int fit_defined_later(const struct fit *f, const struct own_macro *m);

/**
 * fit_expand() - what macros make of the operand of an include.
 * @mem: where the result lives.
 * @text: the operand.
 * Return: <name> or "name", or NULL: nobody can tell.
 */
char *fit_expand(struct fit *f, struct arena *mem, const char *text);

/** fit_given() - is a macro of that name defined on the command line? */
int fit_given(const struct fit *f, uint64_t name);

/** fit_differs() - another definition of the leak's name than when the header
 * was made: is more than functions other than it was? */
int fit_differs(struct fit *f, const struct leak *l);

/** fit_decides_early() - does it define a macro, before an include, that the
 * header depends on? */
int fit_decides_early(struct fit *f);

#endif
