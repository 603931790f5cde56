// SPDX-License-Identifier: GPL-2.0-only
/*
 * Windows of source: lines that are wanted, a few around each, joined where
 * they touch. Files are read when the report is written, from the tree or from
 * the overlay that the run has used in its place.
 */
#include "report/excerpt.h"
#include "extract/extract.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define AROUND 4 /* lines before and after */

void excerpts_want(struct excerpts *e, const char *file, uint32_t line)
{
	sym_t name = sym(file);

	if (!name || !line)
		return;
	while (e->index.n <= name)
		vec_push(&e->index, 0);
	if (!e->index.v[name]) {
		vec_push(&e->all, (struct source){.file = name});
		e->index.v[name] = (uint32_t)e->all.n;
	}
	vec_push(&e->all.v[e->index.v[name] - 1].lines, line);
}

/* Return: 0, or -1 with errno set; @overlay: it is not the tree's text */
static int read_source(const struct report *r, const char *file,
		       struct buf *text, int *overlay)
{
	struct arena mem = {0};
	const char *path = path_clean(&mem, r->tree, file);
	int err = 0;

	*overlay = 0;
	for (size_t i = 0; i < r->noverlays && !*overlay; i++) {
		*overlay = !strcmp(r->overlays[i].path, path);
		if (*overlay)
			buf_add(text, r->overlays[i].text, r->overlays[i].size);
	}
	if (!*overlay)
		err = file_read(text, path);
	arena_free(&mem);
	return err;
}

typedef VEC(size_t) offsets;

/* Where each line begins; [0] is line 1, the last is the end. */
static void find_lines(const struct buf *text, offsets *out)
{
	vec_push(out, 0);
	for (size_t i = 0; i < text->n; i++)
		if (text->v[i] == '\n' || i + 1 == text->n)
			vec_push(out, i + 1);
}

static void put_part(struct buf *text, const offsets *at, size_t first,
		     size_t last, struct json *j)
{
	char *from = text->v + at->v[first - 1], *to = text->v + at->v[last];
	char keep;

	if (to > from && to[-1] == '\n')
		to--;
	keep = *to;
	*to = 0;
	json_open(j, NULL, '[');
	json_number(j, NULL, first);
	json_string(j, NULL, from);
	json_close(j);
	*to = keep;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void put_parts(struct source *s, struct buf *text, struct json *j)
{
	offsets at = {0};
	size_t first = 0, last = 0;

	find_lines(text, &at);
	qsort(s->lines.v, s->lines.n, sizeof(*s->lines.v), by_number);
	for (size_t i = 0; i < s->lines.n; i++) {
		size_t line = s->lines.v[i];
		size_t from = line > AROUND ? line - AROUND : 1;

		if (line >= at.n)
			continue;
		if (last && from > last + 1)
			put_part(text, &at, first, last, j);
		if (!last || from > last + 1)
			first = from;
		last = line + AROUND < at.n ? line + AROUND : at.n - 1;
	}
	if (last)
		put_part(text, &at, first, last, j);
	vec_free(&at);
}

void excerpts_put(struct excerpts *e, struct json *j, const char *key)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < e->all.n; i++) {
		struct source *s = &e->all.v[i];
		struct buf text = {0};
		int overlay, err;

		err = read_source(e->r, sym_str(s->file), &text, &overlay);
		json_open(j, NULL, '{');
		json_string(j, "file", sym_str(s->file));
		json_number(j, "overlay", (uint64_t)overlay);
		json_string(j, "missing", err ? strerror(errno) : NULL);
		json_open(j, "parts", '[');
		if (!err && text.n)
			put_parts(s, &text, j);
		json_close(j);
		json_close(j);
		buf_free(&text);
	}
	json_close(j);
}

void excerpts_free(struct excerpts *e)
{
	for (size_t i = 0; i < e->all.n; i++)
		vec_free(&e->all.v[i].lines);
	vec_free(&e->all);
	vec_free(&e->index);
}
