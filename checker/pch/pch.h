/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared headers. 98 % of what a kernel unit parses is headers, and units with
 * the same flags parse the same ones. Units are sorted into classes by their
 * flags and, where a folder has several, by folder; a class gets a precompiled
 * header made of what its units include most, on top of that of the class
 * around it. A unit that does not get on with it is parsed plainly.
 */
#ifndef GFPCHECK_PCH_PCH_H
#define GFPCHECK_PCH_PCH_H

#include "pch/text.h"

/**
 * struct pch_doubts - with a shared header, functions of these files (hashes of
 * their paths) that mention one of these names might read otherwise.
 */
struct pch_doubts {
	struct hashes files, names;
};

/**
 * struct pch_class - units below one folder whose flags differ only in names
 * and in where to look for headers.
 * @below: its units, and those of all classes that are built on top of it.
 * @first: one of them; NULL: there are none.
 * @joined: units went to the class with this number, + 1, for a folder around.
 * @around: the class that this one is built on top of, + 1; 0: none.
 * @depth: how many are around it.
 */
struct pch_class {
	uint64_t key, flags;
	const char *folder; /* "" = the top */
	size_t nunits, below;
	const struct unit *first;
	uint32_t joined, around, depth;
	const char *path;   /* where the precompiled header is, or would be */
	const char *header; /* its source, beside it */
	const char *macros; /* what its source includes last: pch_build() */
};

struct pch_set {
	struct arena mem;
	VEC(struct pch_class) classes;
	uint32_t *class_of; /* unit -> class */
	uint32_t *slots;    /* classes by key, + 1; open addressing */
	size_t nslots;
	size_t nunits;
};

/**
 * pch_find() - the precompiled header that a unit may be parsed with, as found
 * on disk; libclang says whether it is up to date.
 * @mem: where the result lives.
 * @dir: the folder of precompiled headers.
 * @u: the unit.
 * @s: files that were read before; grows.
 * @d: see pch_extract(); filled.
 * Return: a path, or NULL.
 */
const char *pch_find(struct arena *mem, const char *dir, const struct unit *u,
		     struct sources *s, struct pch_doubts *d);

/** pch_ordinary() - a unit with the flags that most of @n > 0 units have. */
const struct unit *pch_ordinary(const struct unit *units, size_t n);

/**
 * pch_plan() - sort @n units into classes; nothing is read or written.
 * @set: zeroed; filled.
 * @units: must outlive @set.
 * @n: their number.
 * @dir: where the headers are.
 */
void pch_plan(struct pch_set *set, const struct unit *units, size_t n,
	      const char *dir);

/**
 * pch_choose() - write the sources of shared headers: what the units of each
 * class, or of all on top of it, include most.
 * @set: the plan.
 * @wanted: of each class: write its header?
 * @units: those of the plan.
 * Return: 0, or -1 with errno set.
 */
int pch_choose(struct pch_set *set, const uint8_t *wanted,
	       const struct unit *units);

/** pch_added_little() - is it known that the header of a class would not add
 * enough, and has none of what it would add grown much? */
int pch_added_little(const struct pch_class *c);

/**
 * pch_adds_enough() - would the header of a class be worth building?
 * @c: the class, its header written.
 * @base: the precompiled header below.
 * @s: files that were read before; grows.
 * Return: 1, or 0, which is known from now on.
 */
int pch_adds_enough(const struct pch_class *c, const char *base,
		    struct sources *s);

/**
 * pch_build() - precompile the header of one class; headers that do not parse
 * on their own are left out of it.
 * @c: the class, its header written.
 * @base: the class whose precompiled header it is built on top of, or NULL.
 * @in: the names of the files that @base was made of; takes those that were
 *	read now.
 * @mem: where these names live.
 * @s: files that were read before; grows.
 * Return: 0, or -1: the class has no header.
 */
int pch_build(const struct pch_class *c, const struct pch_class *base,
	      struct inputs *in, struct arena *mem, struct sources *s);

/**
 * pch_fits() - does a unit read the same with a shared header as without?
 * @pch: the precompiled header.
 * @u: the unit.
 * @s: files that were read before; grows.
 * @d: all zero, or of another header; filled: give it to pch_doubts_free().
 * Return: 1, but for functions that are in doubt; or 0 where it might not, or
 *	where the header is not described.
 */
int pch_fits(const char *pch, const struct unit *u, struct sources *s,
	     struct pch_doubts *d);

/**
 * pch_extract() - extract_unit(); once more without the shared header if there
 * is a function in doubt among what was found.
 * @u: the unit.
 * @opts: its pch is one that fits, or NULL.
 * @d: what pch_fits() doubts.
 * @out: all zero; filled.
 */
void pch_extract(const struct unit *u, const struct extract_opts *opts,
		 const struct pch_doubts *d, struct summary *out);

/** pch_inputs() - add the files that a precompiled header, and those below it,
 * were made of. */
void pch_inputs(struct arena *mem, const char *pch, struct inputs *in);

/** pch_doubts_free() - give the memory back. */
void pch_doubts_free(struct pch_doubts *d);

/** directive() - what stands behind the # of a line that begins at @p; NULL:
 * the line is no directive. */
const char *directive(const char *p);

/** pch_free() - give everything back. */
void pch_free(struct pch_set *set);

#endif
