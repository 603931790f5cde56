// SPDX-License-Identifier: GPL-2.0-only
/*
 * Describing a shared header. All files of it and of those below are gone
 * through in the order of their includes; for each name of a file it is known
 * then which files it has included so far, and which others define it.
 */
#include "pch/maker.h"

#include <stdlib.h>
#include <string.h>

/* ---- files ---- */

static int by_key(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b; /* what is sorted begins with it */

	return *x < *y ? -1 : *x > *y;
}

void sort_by_key(void *v, size_t n, size_t size)
{
	if (n)
		qsort(v, n, size, by_key);
}

uint32_t file_of(const char *path, void *arg)
{
	struct maker *m = arg;
	struct place key = {.path = name_hash(path, strlen(path))};
	const struct place *p =
		bsearch(&key, m->places.v, m->places.n, sizeof(key), by_key);

	return p ? p->file + 1 : 0;
}

/* What has no guard is read again: once is enough. */
static void add_file(struct maker *m, const char *path, struct sources *s)
{
	if (!hashes_add(&m->known, name_hash(path, strlen(path))))
		return;
	vec_push(&m->places, (struct place){name_hash(path, strlen(path)),
					    (uint32_t)m->files.n, 0});
	vec_push(&m->files, (struct file){.path = path,
					  .by = BY_COMMAND,
					  .src = sources_read(s, path)});
}

static void add_below(struct maker *m, const struct names *n, struct sources *s)
{
	if (!n)
		return;
	add_below(m, n->below, s);
	for (uint32_t i = 0; i < n->nfiles; i++)
		add_file(m, n->paths[i], s);
}

static void set_includer(struct maker *m, const struct entered *e)
{
	uint32_t by = file_of(e->by, m);
	struct file *f = &m->files.v[file_of(e->path, m) - 1];

	if (f->by != BY_COMMAND)
		return;
	f->by = by ? by - 1 : BY_HEADER;
	f->by_line = e->line;
}

static void add_files(struct maker *m, const struct preprocessed *p,
		      struct sources *s)
{
	add_below(m, m->below, s);
	m->first = (uint32_t)m->files.n;
	for (size_t i = 0; i < p->files.n; i++)
		add_file(m, p->files.v[i].path, s);
	sort_by_key(m->places.v, m->places.n, sizeof(*m->places.v));
	for (size_t i = 0; i < p->files.n; i++)
		if (p->files.v[i].by)
			set_includer(m, &p->files.v[i]);
	for (uint32_t i = (uint32_t)m->files.n; i-- > 0;) {
		struct file *f = &m->files.v[i];

		f->end = f->end > i ? f->end : i + 1;
		if (f->by < i && m->files.v[f->by].end < f->end)
			m->files.v[f->by].end = f->end;
	}
	m->words = (m->files.n + 63) / 64;
	m->always = arena_alloc(&m->mem, m->words * sizeof(*m->always));
}

/* ---- includes ---- */

/* A folder of another unit may have something of that name as well. */
static void add_included(struct maker *m, const char *name)
{
	if (hashes_add(&m->names, name_hash(name, strlen(name))))
		vec_push(&m->included, name);
}

static void find_included(struct maker *m, const struct file *f)
{
	for (size_t i = 0; i < f->src->words.n; i++) {
		const struct word *w = &f->src->words.v[i];
		const char *name;

		if (w->kind != WORD_INCLUDE || w->flags & WORD_UNKNOWN)
			continue;
		name = source_include(f->src, w);
		if (*name && *name != '/' &&
		    (w->flags & WORD_ANGLE ||
		     !file_of(arena_printf(&m->mem, "%s/%s", f->src->dir, name),
			      m)))
			add_included(m, name);
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void find_all_included(struct maker *m)
{
	for (size_t i = m->first; i < m->files.n; i++)
		find_included(m, &m->files.v[i]);
	if (m->included.n)
		qsort(m->included.v, m->included.n, sizeof(*m->included.v),
		      by_name);
}

static void add_includes(struct maker *m, const struct names *n)
{
	for (; n; n = n->below)
		for (uint32_t i = 0; i < n->nfiles; i++)
			for (uint32_t e = n->first_edge[i];
			     e < n->first_edge[i + 1]; e++)
				vec_push(&m->files.v[n->first + i].includes,
					 (struct include){0, n->edges[e]});
}

/* ---- names that the text depends on ---- */

static void use(struct maker *m, uint64_t name)
{
	if (hashes_add(&m->used, name) && !names_uses(m->below, name)) {
		hashes_add(&m->fresh, name);
		vec_push(&m->queue, name);
	}
}

int is_used(const struct maker *m, uint64_t name)
{
	return hashes_has(&m->used, name) || names_uses(m->below, name);
}

static void use_bodies(struct maker *m, uint64_t name)
{
	const struct macro *d = NULL;

	while ((d = macro_next(m, name, d))) {
		const struct file_words *s = m->files.v[d->def.file].src;
		const struct word *end = s->words.v + s->words.n;
		const struct word *w = macro_word(m, d);

		while (w && ++w < end && w->kind == WORD_BODY) {
			use(m, w->name);
			use(m, w->name ^ NAME_IN_BODY);
		}
	}
}

/* A macro of the new files for a name that the text below depends on: that text
 * was read before. */
static void find_used(struct maker *m)
{
	for (size_t i = m->first; i < m->files.n; i++) {
		const struct file_words *s = m->files.v[i].src;
		size_t next = 0;

		for (size_t k = 0; k < s->words.n; k++) {
			const struct word *w = &s->words.v[k];
			int test = w->kind == WORD_TEST &&
				   !(w->flags & WORD_DEFAULT);

			if (is_skipped(&m->files.v[i], w, &next))
				continue;
			if (w->kind == WORD_TEXT || test)
				use(m, w->name);
			if (test)
				use(m, w->name ^ NAME_TESTED);
			if (w->flags & WORD_DECLARED)
				use(m, w->name ^ NAME_DECLARED);
		}
	}
	while (m->queue.n)
		use_bodies(m, m->queue.v[--m->queue.n]);
}

static void maker_free(struct maker *m)
{
	names_close(m->below);
	for (size_t i = 0; i < m->files.n; i++) {
		vec_free(&m->files.v[i].includes);
		vec_free(&m->files.v[i].skipped);
	}
	vec_free(&m->files);
	vec_free(&m->places);
	vec_free(&m->macros);
	vec_free(&m->queue);
	vec_free(&m->bodies);
	vec_free(&m->leaks);
	vec_free(&m->included);
	hashes_free(&m->known);
	hashes_free(&m->passing);
	hashes_free(&m->used);
	hashes_free(&m->fresh);
	hashes_free(&m->leaked);
	hashes_free(&m->names);
	arena_free(&m->mem);
}

int names_write(const char *pch, const char *base, const struct unit *u,
		const struct preprocessed *p, struct sources *s)
{
	struct maker m = {0};
	int err = -1;

	m.below = base ? names_open(&m.mem, base) : NULL;
	if (!base || m.below) {
		m.search = search_of(&m.mem, u);
		add_files(&m, p, s);
		add_includes(&m, m.below);
		macros_add(&m, p);
		find_all_included(&m);
		find_used(&m);
		leaks_find(&m);
		err = maker_write(&m, pch, base);
	}
	maker_free(&m);
	return err;
}
