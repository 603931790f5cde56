// SPDX-License-Identifier: GPL-2.0-only
/* Describing a shared header: the file. Its parts: names.c */
#include "pch/maker.h"
#include "pch/names-file.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static void put_strings(struct buf *b, const char *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_add(b, v[i], strlen(v[i]) + 1);
}

static void put_used(struct maker *m, struct buf *b)
{
	VEC(uint64_t) v = {0};

	for (size_t i = 0; i < m->fresh.size; i++)
		if (m->fresh.v[i])
			vec_push(&v, m->fresh.v[i]);
	sort_by_key(v.v, v.n, sizeof(*v.v));
	buf_add(b, v.v, v.n * sizeof(*v.v));
	vec_free(&v);
}

/* The names in the body of a macro. */
static void add_body(struct maker *m, struct macro *d)
{
	const struct file_words *s = m->files.v[d->def.file].src;
	const struct word *w = macro_word(m, d), *end = s->words.v + s->words.n;

	d->def.body = (uint32_t)m->bodies.n;
	while (w && ++w < end && w->kind == WORD_BODY)
		vec_push(&m->bodies, w->name);
	d->def.nbody = (uint32_t)m->bodies.n - d->def.body;
}

static uint32_t put_defs(struct maker *m, struct buf *b)
{
	VEC(struct definition) v = {0};
	uint32_t n;

	for (size_t i = 0; i < m->macros.n; i++) {
		struct macro *d = &m->macros.v[i];

		if (d->def.file < m->first)
			continue;
		add_body(m, d);
		vec_push(&v, d->def);
	}
	sort_by_key(v.v, v.n, sizeof(*v.v));
	buf_add(b, v.v, v.n * sizeof(*v.v));
	buf_add(b, m->bodies.v, m->bodies.n * sizeof(*m->bodies.v));
	n = (uint32_t)v.n;
	vec_free(&v);
	return n;
}

/* Whoever includes it reads it again: nothing was, it can have no guard. */
static int is_blank(const struct maker *m, uint32_t file)
{
	const struct file *f = &m->files.v[file];
	size_t next = 0, read = 0;

	for (size_t i = 0; i < f->src->words.n; i++) {
		const struct word *w = &f->src->words.v[i];
		int conditional =
			w->kind >= WORD_IFDEF && w->kind <= WORD_ENDIF;

		read += !is_skipped(f, w, &next) && !conditional &&
			w->kind != WORD_TEST;
	}
	return f->skipped.n && !read;
}

static void put_places(struct maker *m, struct buf *b)
{
	for (size_t i = 0; i < m->places.n; i++) {
		struct place p = m->places.v[i];

		if (p.file < m->first)
			continue;
		p.flags = has(m->always, p.file) ? PLACE_ALWAYS : 0;
		if (is_blank(m, p.file))
			p.flags |= PLACE_BLANK;
		buf_add(b, &p, sizeof(p));
	}
}

static uint32_t put_skipped(struct maker *m, struct buf *b)
{
	uint32_t n = 0;

	for (size_t i = m->first; i < m->files.n; i++) {
		const struct file *f = &m->files.v[i];

		buf_add(b, f->skipped.v, f->skipped.n * sizeof(*f->skipped.v));
		n += (uint32_t)f->skipped.n;
	}
	return n;
}

static uint32_t put_edges(struct maker *m, struct buf *b)
{
	uint32_t n = 0;

	for (size_t i = m->first; i <= m->files.n; i++) {
		buf_add(b, &n, sizeof(n));
		n += i < m->files.n ? (uint32_t)m->files.v[i].includes.n : 0;
	}
	for (size_t i = m->first; i < m->files.n; i++)
		for (size_t k = 0; k < m->files.v[i].includes.n; k++)
			buf_add(b, &m->files.v[i].includes.v[k].to, sizeof(n));
	return n;
}

int maker_write(struct maker *m, const char *pch, const char *base)
{
	struct names_head h = {.base = m->below ? m->below->sum : 0,
			       .first = m->first,
			       .nfiles = (uint32_t)m->files.n - m->first,
			       .nused = (uint32_t)m->fresh.n,
			       .nleaks = (uint32_t)m->leaks.n,
			       .ndirs = (uint32_t)m->search.n,
			       .nincluded = (uint32_t)m->included.n};
	struct buf b = {0};
	uint64_t sum;
	int err;

	memcpy(h.magic, NAMES_MAGIC, sizeof(h.magic));
	buf_add(&b, &h, sizeof(h));
	put_used(m, &b);
	h.ndefs = put_defs(m, &b);
	h.nbodies = (uint32_t)m->bodies.n;
	put_places(m, &b);
	buf_add(&b, m->leaks.v, m->leaks.n * sizeof(*m->leaks.v));
	h.nskipped = put_skipped(m, &b);
	h.nedges = put_edges(m, &b);
	put_strings(&b, (const char *const[]){base ? base : ""}, 1);
	for (size_t i = m->first; i < m->files.n; i++)
		put_strings(&b, &m->files.v[i].path, 1);
	put_strings(&b, m->search.dirs, m->search.n);
	put_strings(&b, m->included.v, m->included.n);
	memcpy(b.v, &h, sizeof(h));
	sum = XXH3_64bits(b.v, b.n);
	buf_add(&b, &sum, sizeof(sum));
	err = file_write(names_path(&m->mem, pch), b.v, b.n);
	buf_free(&b);
	return err;
}
