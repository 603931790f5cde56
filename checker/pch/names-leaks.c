// SPDX-License-Identifier: GPL-2.0-only
/*
 * Describing a shared header: names that one file uses and another, which it
 * does not include, defines.
 */
#include "pch/maker.h"

static void add_leak(struct maker *m, struct leak l)
{
	uint64_t key = (uint64_t)l.file << 32 | (uint64_t)l.of << 2 | l.kind;

	if (hashes_add(&m->leaked, (key ^ l.name) * 0x9e3779b97f4a7c15u))
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

/* No macro of that name matters there; then an #undef does not either. */
static int are_harmless(const struct maker *m, const struct word *w)
{
	const struct macro *d = NULL;

	while ((d = macro_next(m, w->name, d)))
		if (!(d->def.flags & DEFINED_NOT) &&
		    !definition_is_harmless(&d->def, w))
			return 0;
	return 1;
}

/* Is the definition behind the test of a default one of strings? It may have
 * been skipped. */
static int is_default_strings(const struct maker *m, uint32_t file,
			      const struct word *w)
{
	const struct file_words *s = m->files.v[file].src;
	const struct word *end = s->words.v + s->words.n, *def = w;
	struct macro d = {.def = {.name = w->name, .file = file}};

	while (def < end && (def->kind != WORD_DEFINE || def->name != w->name))
		def++;
	d.line = def < end ? def->line : 0;
	return d.line && macro_strings(m, &d) & DEFINED_STRINGS;
}

/* In the end, does a file define it? */
static int is_defined_last(const struct maker *m, uint32_t file, uint64_t name)
{
	const struct file_words *s = m->files.v[file].src;

	for (size_t i = s->words.n; i-- > 0;)
		if (s->words.v[i].name == name &&
		    (s->words.v[i].kind == WORD_DEFINE ||
		     s->words.v[i].kind == WORD_UNDEF))
			return s->words.v[i].kind == WORD_DEFINE &&
			       s->words.v[i].flags & WORD_SURE;
	return 0;
}

static struct leak leak_of(const struct maker *m, const struct macro *d,
			   uint32_t file, const struct word *w, enum order how)
{
	struct leak l = {.file = file, .of = d->def.file, .how = (uint8_t)how};

	if (w->kind == WORD_BODY)
		l.kind = LEAK_LAZY;
	else if (is_before(m, d, file, w->line, how))
		l.kind = LEAK_BEFORE;
	else
		l.kind = LEAK_AFTER;
	if (w->kind == WORD_TEST && w->flags & WORD_DEFAULT) {
		l.name = w->name;
		l.last = l.kind == LEAK_AFTER &&
			 is_defined_last(m, l.of, w->name);
		l.strings = (uint8_t)is_default_strings(m, file, w);
	}
	return l;
}

/* A name that nothing is declared by would be an error without the macro. */
static void find_leaks(struct maker *m, uint32_t file, const struct word *w)
{
	const struct file *f = &m->files.v[file];
	const struct macro *d = NULL;

	if (w->kind != WORD_TEST && !is_used(m, w->name ^ NAME_DECLARED))
		return;
	if (are_harmless(m, w))
		return;
	while ((d = macro_next(m, w->name, d))) {
		uint32_t of = d->def.file;

		if (of == file || (file < m->first && of < m->first) ||
		    has(f->closure, of) || has(m->always, of) ||
		    definition_is_harmless(&d->def, w))
			continue;
		add_leak(m, leak_of(m, d, file, w, order_of(m, of, file)));
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
			if (n->places[i].flags & PLACE_ALWAYS)
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
