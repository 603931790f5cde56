// SPDX-License-Identifier: GPL-2.0-only
/* Describing a shared header: its macros, as the preprocessor saw them. */
#include "pch/maker.h"

#define MAX_DEPTH 4

#include <stdlib.h>
#include <string.h>

static void add_macro(struct maker *m, uint32_t file, uint64_t name,
		      uint32_t line, uint32_t flags)
{
	vec_push(&m->macros,
		 (struct macro){{name, file, flags, 0, 0}, line, 0});
}

static int by_line(const void *a, const void *b)
{
	const struct lines *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/* What was read once may have been skipped the next time: a line of it has said
 * something. */
static void drop_skipped(struct file *f, uint32_t line)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->skipped.n; i++)
		if (f->skipped.v[i].from >= line || f->skipped.v[i].to <= line)
			f->skipped.v[kept++] = f->skipped.v[i];
	f->skipped.n = kept;
}

static void add_skipped(struct maker *m, const struct preprocessed *p)
{
	for (const struct names *n = m->below; n; n = n->below)
		for (size_t i = 0; i < n->nskipped; i++)
			vec_push(&m->files.v[n->skipped[i].file].skipped,
				 n->skipped[i]);
	for (size_t i = 0; i < p->skipped.n; i++) {
		uint32_t file = file_of(p->skipped.v[i].path, m);
		struct lines l = p->skipped.v[i].lines;

		l.file = file - 1;
		if (file && l.file >= m->first)
			vec_push(&m->files.v[l.file].skipped, l);
	}
	for (size_t i = m->first; i < m->files.n; i++) {
		struct file *f = &m->files.v[i];

		if (f->skipped.n)
			qsort(f->skipped.v, f->skipped.n, sizeof(*f->skipped.v),
			      by_line);
	}
	for (size_t i = 0; i < m->macros.n; i++)
		if (m->macros.v[i].def.file >= m->first)
			drop_skipped(&m->files.v[m->macros.v[i].def.file],
				     m->macros.v[i].line);
}

int is_skipped(const struct file *f, const struct word *w, size_t *next)
{
	while (*next < f->skipped.n && f->skipped.v[*next].to <= w->line)
		++*next;
	return *next < f->skipped.n && f->skipped.v[*next].from < w->line;
}

static int word_by_line(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	return x->line < y->line ? -1 : x->line > y->line;
}

/* The first word that is not before a line: they come in order. */
static size_t word_at(const struct file_words *s, uint32_t line)
{
	const struct word key = {.line = line};

	return first_from(s->words.v, s->words.n, sizeof(key), &key,
			  word_by_line);
}

const struct word *macro_word(const struct maker *m, const struct macro *d)
{
	const struct file_words *s = m->files.v[d->def.file].src;

	for (size_t i = word_at(s, d->line); i < s->words.n; i++) {
		const struct word *w = &s->words.v[i];

		if (d->line && w->line > d->line)
			break;
		if (w->kind == WORD_DEFINE && w->name == d->def.name)
			return w;
	}
	return NULL;
}

/* What a line said: an include, or a macro. */
static void add_said(struct maker *m, const struct said *said)
{
	uint32_t file = file_of(said->path, m);
	uint32_t to = said->to ? file_of(said->to, m) : 0;

	if (!file || file - 1 < m->first)
		return;
	if (said->macro)
		add_macro(m, file - 1, said->macro, said->line,
			  said->call ? WORD_CALL : 0);
	else if (to)
		vec_push(&m->files.v[file - 1].includes,
			 (struct include){said->line, to - 1});
}

static void add_below_macros(struct maker *m, const struct names *n)
{
	for (; n; n = n->below)
		for (size_t i = 0; i < n->ndefs; i++)
			add_macro(m, n->defs[i].file, n->defs[i].name, 0,
				  n->defs[i].flags);
}

static void sort_macros(struct maker *m)
{
	size_t room = m->heads ? m->mask + 1 : 0;

	for (m->mask = 1023; m->mask < m->macros.n;)
		m->mask = m->mask * 2 + 1;
	if (m->mask < room)
		memset(m->heads, 0, (m->mask + 1) * sizeof(*m->heads));
	else
		m->heads =
			arena_alloc(&m->mem, (m->mask + 1) * sizeof(*m->heads));
	for (size_t i = 0; i < m->macros.n; i++) {
		uint32_t *head = &m->heads[m->macros.v[i].def.name & m->mask];

		m->macros.v[i].next = *head;
		*head = (uint32_t)i + 1;
	}
}

/* A macro that only one file has, and takes back before it ends or includes
 * another: nobody else sees it. */
static int is_passing(const struct maker *m, uint32_t file,
		      const struct word *undef)
{
	const struct file *f = &m->files.v[file];
	const struct macro *d = NULL;
	uint32_t from = undef->line;

	while ((d = macro_next(m, undef->name, d))) {
		if (d->def.file != file || d->line > undef->line)
			return 0;
		from = d->line < from ? d->line : from;
	}
	for (size_t i = 0; i < f->includes.n; i++)
		if (f->includes.v[i].line > from &&
		    f->includes.v[i].line < undef->line)
			return 0;
	return 1;
}

/* Each #undef of a macro in the new files, but for the lines that were
 * skipped. */
static void each_undef(struct maker *m, void (*take)(struct maker *, uint32_t,
						     const struct word *))
{
	sort_macros(m);
	for (uint32_t i = m->first; i < m->files.n; i++) {
		const struct file_words *s = m->files.v[i].src;
		size_t next = 0;

		for (size_t k = 0; k < s->words.n; k++)
			if (s->words.v[k].kind == WORD_UNDEF &&
			    !is_skipped(&m->files.v[i], &s->words.v[k],
					&next) &&
			    macro_next(m, s->words.v[k].name, NULL))
				take(m, i, &s->words.v[k]);
	}
}

static void find_passing(struct maker *m, uint32_t file,
			 const struct word *undef)
{
	if (is_passing(m, file, undef))
		hashes_add(&m->passing, undef->name);
}

static void forget_passing(struct maker *m)
{
	size_t kept = 0;

	each_undef(m, find_passing);
	for (size_t i = 0; i < m->macros.n; i++)
		if (!hashes_has(&m->passing, m->macros.v[i].def.name))
			m->macros.v[kept++] = m->macros.v[i];
	m->macros.n = kept;
}

static void add_undef(struct maker *m, uint32_t file, const struct word *undef)
{
	add_macro(m, file, undef->name, undef->line, DEFINED_NOT);
}

static unsigned strings_of(const struct maker *m, const struct macro *d,
			   int depth);

/* What all macros of that name are, of DEFINED_STRINGS and DEFINED_PURE. */
static unsigned name_strings(const struct maker *m, uint64_t name, int depth)
{
	unsigned all = DEFINED_STRINGS | DEFINED_PURE, found = 0;
	const struct macro *d = NULL;

	while ((d = macro_next(m, name, d))) {
		if (d->def.flags & DEFINED_NOT)
			continue;
		all &= d->def.file < m->first ? d->def.flags
					      : strings_of(m, d, depth + 1);
		found = all;
	}
	return found;
}

static unsigned strings_of(const struct maker *m, const struct macro *d,
			   int depth)
{
	const struct file_words *s = m->files.v[d->def.file].src;
	const struct word *w = macro_word(m, d), *end = s->words.v + s->words.n;
	unsigned all;
	int any = 0; /* a call's arguments are nobody's business */

	if (!w || !(w->flags & WORD_STRINGS) || depth > MAX_DEPTH)
		return 0;
	all = w->flags & WORD_PURE ? DEFINED_STRINGS | DEFINED_PURE
				   : DEFINED_STRINGS;
	while (++w < end && w->kind == WORD_BODY && all) {
		unsigned is;

		if (any && w->flags & WORD_ARGUMENT)
			continue;
		is = name_strings(m, w->name, depth);
		any = (is & DEFINED_PURE) != 0;
		if (!any)
			all &= w->flags & WORD_ODD ? 0 : is;
	}
	return all;
}

unsigned macro_strings(const struct maker *m, const struct macro *d)
{
	return strings_of(m, d, 0);
}

/* Where a macro is made undefined, that counts like a definition. */
static void add_undefined(struct maker *m)
{
	size_t n = m->macros.n;

	each_undef(m, add_undef);
	if (m->macros.n > n)
		sort_macros(m);
	for (size_t i = 0; i < n; i++) {
		struct macro *d = &m->macros.v[i];
		const struct word *w =
			d->def.file < m->first ? NULL : macro_word(m, d);

		if (w)
			d->def.flags |=
				(w->flags & (WORD_DEFAULT | WORD_SELF)) |
				macro_strings(m, d);
	}
}

void macros_add(struct maker *m, const struct preprocessed *p)
{
	add_below_macros(m, m->below);
	for (size_t i = 0; i < p->said.n; i++)
		add_said(m, &p->said.v[i]);
	add_skipped(m, p);
	forget_passing(m);
	add_undefined(m);
}
