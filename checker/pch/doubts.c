// SPDX-License-Identifier: GPL-2.0-only
/*
 * A macro that a unit defines may change what functions of shared headers do
 * that mention it. Most units use none of these: whether one does is known
 * when its facts are.
 */
#include "pch/pch.h"

#include <string.h>

/* The end of the line, or of the text. */
static const char *line_end(const char *p)
{
	return p + strcspn(p, "\n");
}

static int mentions(const char *p, const char *end, const struct hashes *names)
{
	while (p < end) {
		size_t n = strspn(p, NAME_CHARACTERS);

		if (n && hashes_has(names, name_hash(p, n)))
			return 1;
		p += n ? n : strcspn(p, NAME_CHARACTERS);
	}
	return 0;
}

static int function_mentions(const char *text, const struct func *fn,
			     const struct hashes *names)
{
	const char *p = text, *end;
	uint32_t at = 1;

	for (; at < fn->line && *p; at++)
		p = line_end(p) + (*line_end(p) != 0);
	for (end = p; at <= fn->end && *end; at++)
		end = line_end(end) + (*line_end(end) != 0);
	return mentions(p, end, names);
}

/* The header that the last function was in. */
struct header {
	sym_t file;
	int doubtful;
	struct buf text;
};

static void open_header(struct header *h, const struct pch_doubts *d,
			const char *dir)
{
	struct arena mem = {0};
	const char *path = path_clean(&mem, dir, sym_str(h->file));

	if (hashes_has(&d->files, name_hash(path, strlen(path)))) {
		h->doubtful = 1;
		file_read(&h->text, path);
	}
	arena_free(&mem);
}

static int is_in_doubt(struct header *h, const struct pch_doubts *d,
		       const struct extract_opts *opts, const struct func *fn)
{
	if (h->file != fn->file) {
		h->file = fn->file;
		h->doubtful = 0;
		h->text.n = 0;
		open_header(h, d, opts->tree);
		if (!h->doubtful)
			open_header(h, d, opts->objtree);
	}
	return h->doubtful &&
	       (!h->text.n || function_mentions(h->text.v, fn, &d->names));
}

/* Is there such a function in the facts? They stand in the order of files. */
static int doubts(const struct pch_doubts *d, const struct extract_opts *opts,
		  const struct summary *s)
{
	struct header h = {0};
	int doubt = 0;

	for (size_t i = 0; d->files.n && i < s->funcs.n && !doubt; i++)
		if (s->funcs.v[i]->file != s->src)
			doubt = is_in_doubt(&h, d, opts, s->funcs.v[i]);
	buf_free(&h.text);
	return doubt;
}

void pch_extract(const struct unit *u, const struct extract_opts *opts,
		 const struct pch_doubts *d, struct summary *out)
{
	struct extract_opts plain = *opts;

	extract_unit(u, opts, out);
	if (!opts->pch || !doubts(d, opts, out))
		return;
	plain.pch = NULL;
	summary_free(out);
	memset(out, 0, sizeof(*out));
	if (opts->inputs)
		vec_clear(opts->inputs);
	extract_unit(u, &plain, out);
}

void pch_doubts_free(struct pch_doubts *d)
{
	hashes_free(&d->files);
	hashes_free(&d->names);
}
