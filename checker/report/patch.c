// SPDX-License-Identifier: GPL-2.0-only
/*
 * From edits to a unified diff. The edits say which lines changed; among those
 * few the longest common subsequence tells what was kept.
 */
#include "report/patch.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONTEXT 3

/* A line with its newline, if it has one: ' ' kept, '-' old, '+' new. */
struct line {
	char op;
	const char *v;
	size_t n;
};

typedef VEC(struct line) lines;

struct patch_file *patch_open(struct patch *p, const char *name)
{
	struct patch_file *f;
	const char *v;
	size_t n;

	for (size_t i = 0; i < p->files.n; i++)
		if (!strcmp(p->files.v[i]->name, name))
			return p->files.v[i];
	if (p->source->read(p->source->arg, name, &v, &n))
		return NULL;
	f = arena_alloc(&p->mem, sizeof(*f));
	f->name = arena_strdup(&p->mem, name);
	ctext_read(&f->text, v, n);
	vec_push(&p->files, f);
	return f;
}

void patch_edit(struct patch_file *f, uint32_t from, uint32_t to,
		const char *text)
{
	for (size_t i = 0; i < f->edits.n; i++)
		if (f->edits.v[i].from == from && f->edits.v[i].to == to &&
		    !strcmp(f->edits.v[i].text, text))
			return;
	vec_push(&f->edits,
		 (struct edit){from, to, (uint32_t)f->edits.n, text});
}

static int by_place(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return x->nth < y->nth ? -1 : 1;
}

static void sort_edits(struct patch_file *f)
{
	if (f->edits.n)
		qsort(f->edits.v, f->edits.n, sizeof(*f->edits.v), by_place);
}

void patch_keep(struct patch *p)
{
	for (size_t i = 0; i < p->files.n; i++)
		p->files.v[i]->kept = p->files.v[i]->edits.n;
}

void patch_undo(struct patch *p)
{
	for (size_t i = 0; i < p->files.n; i++)
		p->files.v[i]->edits.n = p->files.v[i]->kept;
}

static void split(lines *out, char op, const char *v, size_t n)
{
	while (n) {
		const char *end = memchr(v, '\n', n);
		size_t len = end ? (size_t)(end - v) + 1 : n;

		vec_push(out, (struct line){op, v, len});
		v += len;
		n -= len;
	}
}

static int same(const struct line *a, const struct line *b)
{
	return a->n == b->n && !memcmp(a->v, b->v, a->n);
}

/* table[i][j]: the lines common to the old ones from i and the new from j */
static void common(const lines *old, const lines *new, unsigned *table)
{
	size_t w = new->n + 1;

	for (size_t i = old->n; i--;)
		for (size_t j = new->n; j--;) {
			unsigned *t = table + i * w + j;

			if (same(&old->v[i], &new->v[j]))
				*t = t[w + 1] + 1;
			else
				*t = t[w] > t[1] ? t[w] : t[1];
		}
}

static void compare(const lines *old, const lines *new, lines *out)
{
	size_t i = 0, j = 0, w = new->n + 1;
	VEC(unsigned) table = {0};

	vec_reserve(&table, (old->n + 1) * w);
	memset(table.v, 0, (old->n + 1) * w * sizeof(*table.v));
	common(old, new, table.v);
	while (i < old->n || j < new->n) {
		const unsigned *t = table.v + i * w + j;

		if (i < old->n && j < new->n &&same(&old->v[i], &new->v[j])) {
			vec_push(out, old->v[i]);
			i++;
			j++;
		} else if (i < old->n && (j == new->n || t[w] >= t[1])) {
			vec_push(out, old->v[i]);
			out->v[out->n - 1].op = '-';
			i++;
		} else {
			vec_push(out, new->v[j++]);
		}
	}
	vec_free(&table);
}

static size_t line_end(const struct ctext *t, size_t at)
{
	const char *end = at < t->n ? memchr(t->v + at, '\n', t->n - at) : NULL;

	return end ? (size_t)(end - t->v) + 1 : t->n;
}

static size_t line_start(const struct ctext *t, size_t at)
{
	while (at && t->v[at - 1] != '\n')
		at--;
	return at;
}

/* The edits from @i on that share lines: old bytes [from, to). */
static size_t cluster(const struct patch_file *f, size_t i, size_t *from,
		      size_t *to)
{
	*from = line_start(&f->text, f->edits.v[i].from);
	*to = line_end(&f->text, f->edits.v[i].to);
	for (i++;
	     i < f->edits.n && line_start(&f->text, f->edits.v[i].from) < *to;
	     i++)
		if (f->edits.v[i].to >= *to)
			*to = line_end(&f->text, f->edits.v[i].to);
	return i;
}

static void rewrite(struct patch_file *f, size_t i, size_t end, size_t from,
		    size_t to, struct buf *out)
{
	for (; i < end; i++) {
		const struct edit *e = &f->edits.v[i];

		if (e->from < from) /* into what was changed already */
			continue;
		buf_add(out, f->text.v + from, e->from - from);
		buf_puts(out, e->text);
		from = e->to;
	}
	buf_add(out, f->text.v + from, to - from);
}

void patch_text(struct patch_file *f, struct buf *out)
{
	sort_edits(f);
	rewrite(f, 0, f->edits.n, 0, f->text.n, out);
}

static void all_lines(struct patch *p, struct patch_file *f, lines *out)
{
	size_t at = 0;

	sort_edits(f);
	for (size_t i = 0, end; i < f->edits.n; i = end) {
		lines old = {0}, new = {0};
		struct buf b = {0};
		size_t from, to;

		end = cluster(f, i, &from, &to);
		split(out, ' ', f->text.v + at, from - at);
		split(&old, ' ', f->text.v + from, to - from);
		rewrite(f, i, end, from, to, &b);
		split(&new, '+', arena_strdup(&p->mem, b.v ? b.v : ""), b.n);
		compare(&old, &new, out);
		buf_free(&b);
		vec_free(&old);
		vec_free(&new);
		at = to;
	}
	split(out, ' ', f->text.v + at, f->text.n - at);
}

static void put_hunk(const lines *all, size_t from, size_t to, size_t old,
		     size_t new, struct buf *out)
{
	size_t nold = 0, nnew = 0;

	for (size_t i = from; i < to; i++) {
		nold += all->v[i].op != '+';
		nnew += all->v[i].op != '-';
	}
	buf_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", nold ? old : old - 1, nold,
		   nnew ? new : new - 1, nnew);
	for (size_t i = from; i < to; i++) {
		const struct line *l = &all->v[i];

		buf_printf(out, "%c", l->op);
		buf_add(out, l->v, l->n);
		if (l->v[l->n - 1] != '\n')
			buf_puts(out, "\n\\ No newline at end of file\n");
	}
}

/* Where the hunk ends whose first changed line is @i. */
static size_t hunk_end(const lines *all, size_t i)
{
	size_t last = i;

	for (; i < all->n && i <= last + 2 * CONTEXT + 1; i++)
		if (all->v[i].op != ' ')
			last = i;
	return last + CONTEXT + 1 < all->n ? last + CONTEXT + 1 : all->n;
}

static void put_hunks(const lines *all, struct buf *out)
{
	size_t old = 1, new = 1, at = 0;

	for (size_t i = 0; i < all->n; i++) {
		size_t from = i > CONTEXT ? i - CONTEXT : 0, end;

		if (all->v[i].op == ' ')
			continue;
		for (; at < from; at++, old++, new ++)
			;
		end = hunk_end(all, i);
		put_hunk(all, from, end, old, new, out);
		for (; at < end; at++) {
			old += all->v[at].op != '+';
			new += all->v[at].op != '-';
		}
		i = end - 1;
	}
}

/* A module outside of the tree has absolute names, which no patch may have:
 * from the current folder if it lies below, else from the root. */
static const char *name_in_patch(const char *name)
{
	char here[PATH_MAX];
	size_t n;

	if (*name != '/')
		return name;
	n = getcwd(here, sizeof(here)) ? strlen(here) : 0;
	if (n > 1 && !strncmp(name, here, n) && name[n] == '/')
		name += n;
	return name + 1;
}

void patch_write(struct patch *p, struct buf *out)
{
	for (size_t i = 0; i < p->files.n; i++) {
		struct patch_file *f = p->files.v[i];
		const char *name = name_in_patch(f->name);
		lines all = {0};

		if (!f->edits.n)
			continue;
		all_lines(p, f, &all);
		buf_printf(out, "--- a/%s\n+++ b/%s\n", name, name);
		put_hunks(&all, out);
		vec_free(&all);
	}
}

void patch_free(struct patch *p)
{
	for (size_t i = 0; i < p->files.n; i++) {
		ctext_free(&p->files.v[i]->text);
		vec_free(&p->files.v[i]->edits);
	}
	vec_free(&p->files);
	arena_free(&p->mem);
}
