/* SPDX-License-Identifier: GPL-2.0-only */
/* Changes to source files, and the unified diff of them. */
#ifndef GFPCHECK_REPORT_PATCH_H
#define GFPCHECK_REPORT_PATCH_H

#include "base/arena.h"
#include "base/buf.h"
#include "report/ctext.h"

/** struct edit - bytes [from, to) of the old text become @text; at one place in
 * the order in which they came. */
struct edit {
	uint32_t from, to, nth;
	const char *text;
};

/** struct patch_file - one file: its name, its text and what changes; the
 * first @kept of the edits are for good. */
struct patch_file {
	const char *name;
	struct ctext text;
	VEC(struct edit) edits;
	size_t kept;
};

/** struct patch - zero-initialise. Strings live in @mem. */
struct patch {
	struct arena mem;
	VEC(struct patch_file *) files;
	const struct patch_source *source;
};

/**
 * struct patch_source - where texts come from.
 * @read: the text of a file; 0, or -1 with nothing printed. It must live as
 *	long as the patch.
 * @arg: handed to @read.
 */
struct patch_source {
	int (*read)(void *arg, const char *name, const char **v, size_t *n);
	void *arg;
};

/** patch_open() - a file of the patch, NULL if it cannot be read. */
struct patch_file *patch_open(struct patch *p, const char *name);

/** patch_edit() - one more change; the same one twice is one. */
void patch_edit(struct patch_file *f, uint32_t from, uint32_t to,
		const char *text);

/** patch_keep() - all edits so far are for good. */
void patch_keep(struct patch *p);

/** patch_undo() - drop the edits since patch_keep(). */
void patch_undo(struct patch *p);

/** patch_text() - the whole text of a file as it is to be. */
void patch_text(struct patch_file *f, struct buf *out);

/**
 * patch_write() - the unified diff, with three lines of context and the
 * prefixes a/ and b/; nothing for a file without edits. An absolute name is
 * written from the current folder, or from the root.
 */
void patch_write(struct patch *p, struct buf *out);

/** patch_free() - give everything back. */
void patch_free(struct patch *p);

#endif
