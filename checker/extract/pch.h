/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared headers. 98 % of what a kernel unit parses is headers, and units with
 * the same flags parse the same ones. Units are sorted into classes by their
 * flags; each large class gets one precompiled header made of what its units
 * include most. A unit that does not get on with it is parsed plainly.
 */
#ifndef GFPCHECK_EXTRACT_PCH_H
#define GFPCHECK_EXTRACT_PCH_H

#include "extract/extract.h"

/** struct pch_class - units whose flags differ only in names and folders. */
struct pch_class {
	uint64_t key;
	size_t nunits;
	const struct unit *first;
	const char *path;   /* where the precompiled header is, or would be */
	const char *header; /* its source, beside it */
};

struct pch_set {
	struct arena mem;
	VEC(struct pch_class) classes;
	uint32_t *class_of; /* unit -> class */
	size_t nunits;
};

/** pch_key() - the class that a unit belongs to. */
uint64_t pch_key(const struct unit *u);

/**
 * pch_path() - where the precompiled header of a class is.
 * @mem: where the result lives.
 * @dir: the folder of precompiled headers.
 * @key: from pch_key().
 */
const char *pch_path(struct arena *mem, const char *dir, uint64_t key);

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
 * pch_choose() - write the source of a class's shared header: what its units
 * include most.
 * Return: 0, or -1 with errno set.
 */
int pch_choose(struct pch_set *set, size_t class, const struct unit *units);

/**
 * pch_build() - precompile the header of one class; headers that do not parse
 * on their own are left out of it.
 * @c: the class, its header written.
 * @in: takes the names of the files that were read.
 * @mem: where these names live.
 * Return: 0, or -1: the class has no header.
 */
int pch_build(const struct pch_class *c, struct inputs *in, struct arena *mem);

/** pch_free() - give everything back. */
void pch_free(struct pch_set *set);

#endif
