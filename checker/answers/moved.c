// SPDX-License-Identifier: GPL-2.0-only
/*
 * Answers where their functions are now. Every line in a table is one of a
 * function's file, or of the file beside it; which of two comes first has not
 * changed, so the tables stay sorted.
 */
#include "answers/answers.h"

#include <stdlib.h>
#include <string.h>

struct moving {
	struct answers *a;
	const struct moves *moves;
	VEC(uint32_t) names; /* of the files: offsets into strings; 0 = none */
};

/* Return: the offset of a string, 0 if the table does not have it */
static uint32_t find_string(const struct answers *a, const char *s)
{
	size_t n = strlen(s) + 1;
	const char *at = a->strings;

	while ((at = memmem(at, (size_t)(a->strings + a->nstrings - at), s, n)))
		if (at > a->strings && !at[-1])
			return (uint32_t)(at - a->strings);
		else
			at++;
	return 0;
}

/* A place in a text is not moved. */
static int text_names(const struct answers *a, const char *file)
{
	size_t n = strlen(file);
	const char *end = a->strings + a->nstrings, *at = a->strings;

	for (; (at = memmem(at, (size_t)(end - at), file, n)); at++)
		if (at[n] == ':')
			return 1;
	return 0;
}

/* Return: the file that a name stands for, 0 if nothing moved there */
static sym_t file_of(const struct moving *m, uint32_t name)
{
	for (size_t i = 0; name && i < m->names.n; i++)
		if (m->names.v[i] == name)
			return m->moves->files.v[i];
	return 0;
}

static int move_line(const struct moving *m, sym_t file, const uint32_t *line)
{
	uint32_t col = 0;

	return file ? moves_place(m->moves, file, (uint32_t *)line, &col) : 0;
}

static int move_function(const struct moving *m, const struct ans_func *f)
{
	const struct answers *a = m->a;
	sym_t file = file_of(m, f->file);
	int err;

	if (!file)
		return 0;
	err = move_line(m, file, &f->line) || move_line(m, file, &f->end);
	for (uint32_t i = f->edges; i < f[1].edges && !err; i++)
		err = move_line(m, file, &a->edges[i].line);
	for (uint32_t i = f->pointers; i < f[1].pointers && !err; i++)
		err = move_line(m, file, &a->pointers[i].line);
	for (uint32_t i = f->allocs; i < f[1].allocs && !err; i++)
		err = move_line(m, file, &a->allocs[i].line);
	return err;
}

/* the line of a way is one of the function that it comes from */
static int move_way(const struct moving *m, const struct ans_way *w)
{
	const struct answers *a = m->a;

	return w->pred ? move_line(m,
				   file_of(m, a->funcs[a->ways[w->pred - 1].fn]
						      .file),
				   &w->line)
		       : 0;
}

static int move_all(const struct moving *m)
{
	const struct answers *a = m->a;
	int err = 0;

	for (size_t i = 0; i < m->moves->files.n && !err; i++)
		err = text_names(a, sym_str(m->moves->files.v[i]));
	for (size_t i = 0; i + 1 < a->nfuncs && !err; i++)
		err = move_function(m, &a->funcs[i]);
	for (size_t i = 0; i < a->nways && !err; i++)
		err = move_way(m, &a->ways[i]);
	for (size_t i = 0; i < a->nlost && !err; i++)
		err = move_line(m, file_of(m, a->funcs[a->lost[i].fn].file),
				&a->lost[i].line);
	for (size_t i = 0; i < a->nevidence && !err; i++)
		err = move_line(m, file_of(m, a->evidence[i].file),
				&a->evidence[i].line);
	return err ? -1 : 0;
}

int answers_move(struct answers *a, const struct moves *moves)
{
	struct moving m = {.a = a, .moves = moves};
	int err;

	for (size_t i = 0; i < moves->files.n; i++)
		vec_push(&m.names, find_string(a, sym_str(moves->files.v[i])));
	err = move_all(&m);
	vec_free(&m.names);
	return err;
}
