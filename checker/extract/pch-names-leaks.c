// SPDX-License-Identifier: GPL-2.0-only
/*
 * Describing a shared header: names that one file uses and another, which it
 * does not include, defines.
 */
#include "extract/pch-maker.h"

static void add_leak(struct maker *m, struct leak l)
{
	uint64_t key = (uint64_t)l.file << 32 | (uint64_t)l.of << 2 | l.kind;

	if (hashes_add(&m->leaked, key * 0x9e3779b97f4a7c15u))
		vec_push(&m->leaks, l);
}

/* How file @a was read, to @b. */
static enum order order_of(const struct maker *m, uint32_t a, uint32_t b)
{
	if (a < b)
		return m->files.v[a].end > b ? ORDER_AROUND : ORDER_BEFORE;
	return m->files.v[b].end > a ? ORDER_WITHIN : ORDER_AFTER;
}

/* The line of file @around that leads to @file. */
static uint32_t line_to(const struct maker *m, uint32_t around, uint32_t file)
{
	while (m->files.v[file].by != around)
		file = m->files.v[file].by;
	return m->files.v[file].by_line;
}

/* Was a definition read before a name of another file? */
static int is_before(const struct maker *m, const struct macro *d,
		     uint32_t file, uint32_t line, enum order how)
{
	switch (how) {
	case ORDER_AROUND:
		return d->line < line_to(m, d->def.file, file);
	case ORDER_WITHIN:
		return line_to(m, file, d->def.file) < line;
	default:
		return how == ORDER_BEFORE;
	}
}

/* It is no call of the macro, or the macro is but its own name. */
static int is_harmless(const struct definition *d, const struct word *w)
{
	return d->flags & WORD_SELF ||
	       (w->kind == WORD_TEXT && d->flags & WORD_CALL &&
		!(w->flags & WORD_CALL));
}

/* A name that nothing is declared by would be an error without the macro. */
static void find_leaks(struct maker *m, uint32_t file, const struct word *w)
{
	const struct file *f = &m->files.v[file];

	if (w->kind != WORD_TEST && !is_used(m, w->name ^ NAME_DECLARED))
		return;

	for (uint32_t i = macro_first(m, w->name); i;
	     i = m->macros.v[i - 1].next) {
		const struct macro *d = &m->macros.v[i - 1];
		uint32_t of = d->def.file;
		enum order how;

		if (d->def.name != w->name || of == file ||
		    (file < m->first && of < m->first) || has(f->closure, of) ||
		    has(m->always, of))
			continue;
		if (w->kind != WORD_TEST && is_harmless(&d->def, w))
			continue;
		how = order_of(m, of, file);
		add_leak(m, (struct leak){file, of,
					  w->kind == WORD_BODY ? LEAK_LAZY
					  : is_before(m, d, file, w->line, how)
						  ? LEAK_BEFORE
						  : LEAK_AFTER,
					  (uint16_t)how});
	}
}

static void go_through(struct maker *m, uint32_t file);

static void include(struct maker *m, struct file *f, uint32_t to)
{
	go_through(m, to);
	set_bit(f->closure, to);
	for (size_t i = 0; i < m->words; i++)
		f->closure[i] |= m->files.v[to].closure[i];
}

static void go_through(struct maker *m, uint32_t file)
{
	struct file *f = &m->files.v[file];
	struct hashes own = {0};
	size_t next = 0, skipped = 0;
	uint64_t macro = 0; /* whose body it is */

	if (f->state != FRESH)
		return;
	f->state = OPEN;
	f->closure = arena_alloc(&m->mem, m->words * sizeof(*f->closure));
	for (size_t i = 0; i < f->src->words.n; i++) {
		const struct word *w = &f->src->words.v[i];

		while (next < f->includes.n &&
		       f->includes.v[next].line <= w->line)
			include(m, f, f->includes.v[next++].to);
		if (is_skipped(f, w, &skipped))
			continue;
		if (w->kind == WORD_DEFINE)
			macro = w->name;
		if (w->kind == WORD_DEFINE || w->kind == WORD_UNDEF)
			hashes_add(&own, w->flags & WORD_SURE ? w->name : 0);
		else if (word_is_name(w) && !hashes_has(&own, w->name) &&
			 (w->kind != WORD_BODY || is_used(m, macro)))
			find_leaks(m, file, w);
	}
	while (next < f->includes.n)
		include(m, f, f->includes.v[next++].to);
	hashes_free(&own);
	f->state = DONE;
}

static void find_always(struct maker *m)
{
	for (const struct names *n = m->below; n; n = n->below)
		for (uint32_t i = 0; i < n->nfiles; i++)
			if (n->places[i].always)
				set_bit(m->always, n->places[i].file);
	for (uint32_t i = m->first; i < m->files.n; i++) {
		uint32_t by = m->files.v[i].by;

		if (by == BY_COMMAND || (by != BY_HEADER && has(m->always, by)))
			set_bit(m->always, i);
	}
}

void leaks_find(struct maker *m)
{
	find_always(m);
	for (uint32_t i = 0; i < m->files.n; i++)
		go_through(m, i);
}
