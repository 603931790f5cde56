/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What earlier runs have read: a table of files, and a record per product (a
 * unit's summary, a shared header) of the files and flags that it was made of.
 * A product is fresh while the content of all its files and its command are
 * what they were; dates decide only whether a file must be read to know that.
 *
 * Kept in WORKDIR/inputs.db. A worker leaves what it has read in a note beside
 * its product; notes are merged into the table at the end, or by the next run
 * when this one is killed.
 */
#ifndef GFPCHECK_UNITS_STORE_H
#define GFPCHECK_UNITS_STORE_H

#include "base/arena.h"
#include "base/sym.h"
#include "base/vec.h"
#include "extract/extract.h"

/** struct ids - numbers by sym_t. */
struct ids {
	uint32_t *v;
	size_t n, cap;
};

/** struct file_state - a file as it was when last looked at; size -1: absent.
 */
struct file_state {
	sym_t path; /* absolute */
	int64_t size, mtime, ctime;
	uint64_t inode, hash;
	uint64_t key;  /* hash of the path */
	uint32_t seen; /* the look (see store.look) that saw it last */
	int marked;    /* its text contains store.mark */
};

/** struct record - a product and what it was made of. */
struct record {
	sym_t name;
	uint64_t command; /* hash of flags and tool */
	uint64_t product; /* checksum of the product */
	uint64_t inputs;  /* hash of the content of all files; 0 = stale */
	sym_t header;	  /* record of the shared header used, 0 = none */
	int live;	  /* belongs to this run's units: is kept */
	VEC(uint32_t) files;
};

struct store {
	struct arena mem;
	const char *path;
	const char *mark; /* text that somebody wants to find, or NULL */
	int64_t start;	  /* nothing that changed later is trusted */
	int64_t written;  /* when the table was */
	uint32_t look;
	VEC(struct file_state) files;
	struct ids file_of; /* sym -> index + 1 */
	VEC(struct record) records;
	struct ids record_of; /* sym -> index + 1 */
	const char *problem;  /* why the table was not used, NULL = it was */
	int changed;	      /* what is known is not what the table says */
};

/** struct note - what a worker leaves beside its product. */
struct note {
	uint64_t command, product;
	const char *header; /* record of the shared header, "" = none */
	uint64_t header_inputs;
	int64_t start;
	const char *dir; /* what the paths are relative to */
	const struct inputs *inputs;
};

/**
 * store_open() - read WORKDIR/inputs.db and look at every file in it.
 * @s: filled; a missing or damaged table gives an empty one.
 * @workdir: absolute.
 * @mark: files that contain it are marked; NULL: nobody wants to know.
 */
void store_open(struct store *s, const char *workdir, const char *mark);

/** store_record() - what is known of a product, or NULL. */
struct record *store_record(const struct store *s, const char *name);

/** store_is_fresh() - would @r come out the same if made again with @command?
 */
int store_is_fresh(const struct store *s, const struct record *r,
		   uint64_t command);

/** store_dates() - a hash of the sizes and dates of a record's files, which
 * libclang compares when it loads a shared header. */
uint64_t store_dates(const struct store *s, const struct record *r);

/** store_reads() - is @path among the files of @r or of its shared header? */
int store_reads(const struct store *s, const struct record *r,
		const char *path);

/** note_write() - Return: 0, or -1 with errno set. */
int note_write(const char *path, const struct note *n);

/**
 * store_adopt() - make the note at @path the record @name.
 * @s: the store.
 * @path: the note; a missing or damaged one is no error.
 * @name: of the record.
 * @command: what its command must be.
 * Return: the record, or NULL if there is no such note.
 */
struct record *store_adopt(struct store *s, const char *path, const char *name,
			   uint64_t command);

/** store_look() - a run has taken its time: look again at what had changed just
 * before it, and at whatever is adopted from now on. Another file that changed
 * meanwhile has other dates by the next run. */
void store_look(struct store *s);

/** store_write() - keep the live records. Return: 0, or -1 with errno set. */
int store_write(struct store *s);

/** store_close() - give everything back. */
void store_close(struct store *s);

#endif
