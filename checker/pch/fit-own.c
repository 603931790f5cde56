// SPDX-License-Identifier: GPL-2.0-only
/* Does a unit fit a shared header? What it says itself, in what order. */
#include "pch/fit.h"

#include <string.h>

const struct names *fit_level(const struct fit *f, uint32_t file)
{
	const struct names *n = f->names;

	while (n->first > file)
		n = n->below;
	return n;
}

static void include_again(struct fit *f, uint32_t file)
{
	const struct names *n = fit_level(f, file);
	uint32_t i = file - n->first;

	if (f->several[file] || f->event[file] == f->events)
		return;
	f->several[file] = 1;
	for (uint32_t e = n->first_edge[i]; e < n->first_edge[i + 1]; e++)
		include_again(f, n->edges[e]);
}

/* Files of the header in the order in which the unit would read them. What is
 * blank so far has no guard: it is read each time, if the file that includes it
 * is; one is that the unit includes itself, see read_again(). */
static void include_shared(struct fit *f, uint32_t file, unsigned how,
			   int itself)
{
	const struct names *n = fit_level(f, file);
	uint32_t i = file - n->first;

	if (f->blank[file]) {
		f->position[file] = ++f->entered;
		return;
	}

	if (f->position[file])
		include_again(f, file);
	if ((f->includes[file] & how) == how)
		return;
	f->includes[file] |= (uint8_t)how;
	if (!f->position[file]) {
		f->position[file] = ++f->entered;
		f->event[file] = f->events;
	}
	for (uint32_t e = n->first_edge[i]; e < n->first_edge[i + 1]; e++)
		if (!itself || !f->blank[n->edges[e]])
			include_shared(f, n->edges[e], how, 0);
	if (!f->end[file])
		f->end[file] = f->entered + 1;
}

static void take_place(struct fit *f, const struct place *p)
{
	if (p->flags & PLACE_ALWAYS)
		f->includes[p->file] = MAYBE | SURELY;
	f->blank[p->file] = (p->flags & PLACE_BLANK) != 0;
}

static void take_places(struct fit *f)
{
	for (const struct names *n = f->names; n; n = n->below)
		for (uint32_t i = 0; i < n->nfiles; i++)
			take_place(f, &n->places[i]);
}

struct found {
	struct fit *fit;
	const struct file_words *own;
	const struct place *shared;
};

static uint32_t is_there(const char *path, void *arg)
{
	struct found *f = arg;

	f->shared = names_place(f->fit->names, path);
	if (f->shared && !(f->shared->flags & PLACE_BLANK))
		return 1;
	f->own = sources_read(f->fit->sources, path);
	if (f->own->missing)
		f->own = NULL;
	return f->own != NULL;
}

static struct found find(struct fit *f, const struct file_words *s,
			 const struct word *w)
{
	struct found found = {.fit = f};
	struct arena mem = {0};
	const char *name = source_include(s, w);
	unsigned flags = w->flags;

	if (w->kind != WORD_INCLUDE)
		flags &= WORD_ANGLE;

	if (flags & WORD_UNKNOWN) {
		char *text = fit_expand(f, &mem, name);

		f->unknown |= !text;
		name = text ? text + 1 : "";
		flags |= text && *text == '<' ? WORD_ANGLE : 0;
		if (text)
			text[strlen(text) - 1] = 0;
	}
	search_find(&f->search, s, name, flags, is_there, &found);
	arena_free(&mem);
	return found;
}

static void read_own(struct fit *f, const struct file_words *s, int sure);
static void read_again(struct fit *f, uint32_t file, int sure);

static void take_include(struct fit *f, const struct file_words *s,
			 const struct word *w, int sure)
{
	struct found found = find(f, s, w);

	if (found.own) {
		read_own(f, found.own, sure);
	} else if (found.shared) {
		f->events++;
		include_shared(f, found.shared->file,
			       sure ? MAYBE | SURELY : MAYBE, 1);
		f->early = f->macros.n;
		read_again(f, found.shared->file, sure);
	}
}

int fit_given(const struct fit *f, uint64_t name)
{
	for (int i = 0; i < f->unit->argc; i++) {
		const char *a = f->unit->argv[i];

		if (!strncmp(a, "-D", 2) &&
		    name_hash(a + 2, strcspn(a + 2, "=")) == name)
			return 1;
	}
	return 0;
}

int fit_defined_later(const struct fit *f, const struct own_macro *m)
{
	const struct definition *d = NULL;

	while ((d = names_next(f->names, m->word->name, d)))
		if (f->position[d->file] > m->entered &&
		    !(d->flags & WORD_DEFAULT))
			return 1;
	return 0;
}

const struct own_macro *fit_macro(const struct fit *f, uint64_t name)
{
	for (size_t i = f->macros.n; i-- > 0;)
		if (f->macros.v[i].word->name == name)
			return &f->macros.v[i];
	return NULL;
}

/* May there be a macro of that name? */
static int is_macro(const struct fit *f, uint64_t name)
{
	return names_next(f->names, name, NULL) || fit_macro(f, name) ||
	       fit_given(f, name);
}

/* Is there a macro of that name? The command line, or a file that was surely
 * read, defines it, and nobody takes that back. */
static int is_surely_macro(const struct fit *f, uint64_t name)
{
	const struct definition *d = NULL;
	int found = fit_given(f, name);

	while ((d = names_next(f->names, name, d))) {
		if (d->flags & DEFINED_NOT)
			return 0;
		found |= f->includes[d->file] & SURELY;
	}
	for (size_t i = 0; i < f->macros.n; i++)
		if (f->macros.v[i].word->name == name &&
		    f->macros.v[i].word->kind == WORD_UNDEF)
			return 0;
	return found;
}

#define MAX_DEPTH 64

/* Conditionals around a word. What is known of them: there is an option of the
 * configuration, or there is no such macro at all. */
struct around {
	unsigned depth, off; /* off: the depth of the first that is false */
	unsigned guard;	     /* 1: the first is the file's guard */
	uint8_t is_true[MAX_DEPTH];  /* surely */
	uint8_t is_false[MAX_DEPTH]; /* and all before it were */
	uint8_t is_taken[MAX_DEPTH]; /* one before it was true */
};

/* Is there a macro of that name, or a file? @known: is that sure? */
static int has_macro(struct fit *f, const struct file_words *s,
		     const struct word *w, int *known)
{
	const struct own_macro *own = fit_macro(f, w->name);
	struct found found;

	*known = 1;
	if (w->flags & WORD_FOUND) {
		found = find(f, s, w);
		return found.own || found.shared;
	}
	if (own && own->sure && !fit_defined_later(f, own))
		return own->word->kind == WORD_DEFINE;
	if (is_macro(f, w->name)) {
		*known = w->flags & WORD_CONFIG || is_surely_macro(f, w->name);
		return 1;
	}
	*known = w->flags & WORD_KNOWN;
	return 0;
}

static void enter_conditional(struct fit *f, struct around *a,
			      const struct file_words *s, const struct word *w)
{
	unsigned at = ++a->depth % MAX_DEPTH;
	int unless = w->kind == WORD_IFNDEF, known;
	int macro = has_macro(f, s, w, &known);

	a->is_true[at] = known && macro != unless;
	a->is_false[at] = known && macro == unless;
	a->is_taken[at] = 0;
	if (!a->off && known && macro == unless)
		a->off = a->depth;
}

/* @last: nothing is asked any more. */
static void pass_else(struct around *a, int last)
{
	unsigned at = a->depth % MAX_DEPTH;

	if (a->off && a->off < a->depth)
		return;
	if (a->is_true[at])
		a->is_taken[at] = 1;
	a->off = a->is_taken[at] ? a->depth : 0;
	a->is_true[at] = a->is_false[at] && last;
	a->is_false[at] = 0;
}

/* Return: 1 if the word is one of a conditional. */
static int pass_conditional(struct fit *f, struct around *a,
			    const struct file_words *s, const struct word *w)
{
	switch (w->kind) {
	case WORD_IFDEF:
	case WORD_IFNDEF:
		enter_conditional(f, a, s, w);
		return 1;
	case WORD_ELSE:
		pass_else(a, w->name != 0);
		return 1;
	case WORD_ENDIF:
		a->off = a->off == a->depth ? 0 : a->off;
		a->guard = a->depth > 1 ? a->guard : 0;
		a->depth -= a->depth > 0;
		return 1;
	default:
		a->guard |= w->flags & WORD_SURE && a->depth == 1;
		return 0;
	}
}

static int is_sure(const struct around *a, const struct word *w)
{
	if (w->flags & WORD_SURE)
		return 1;
	for (unsigned at = a->guard + 1; at <= a->depth; at++)
		if (!a->is_true[at % MAX_DEPTH])
			return 0;
	return a->depth < MAX_DEPTH;
}

static void take_word(struct fit *f, const struct file_words *s,
		      const struct word *w, int sure)
{
	if (w->kind == WORD_INCLUDE)
		take_include(f, s, w, sure);
	else if (w->kind == WORD_DEFINE || w->kind == WORD_UNDEF)
		vec_push(&f->macros,
			 (struct own_macro){w, s, f->entered, sure});
	if (!word_is_name(w))
		return;
	if (w->flags & WORD_DECLARED)
		hashes_add(&f->declared, w->name);
	vec_push(&f->mentions, (struct mention){w, f->macros.n, f->entered});
}

/* Once, or when nobody can tell whether it was, and then surely. */
static int was_read(struct fit *f, const struct file_words *s, int sure)
{
	for (size_t i = 0; i < f->own.n; i++) {
		if (f->own.v[i].words != s)
			continue;
		if (f->own.v[i].sure || !sure)
			return 1;
		f->own.v[i].sure = 1;
		return 0;
	}
	vec_push(&f->own, (struct own_file){s, sure});
	return 0;
}

static void read_own(struct fit *f, const struct file_words *s, int sure)
{
	struct around around = {0};

	if (was_read(f, s, sure))
		return;
	for (size_t i = 0; i < s->words.n; i++)
		if (!pass_conditional(f, &around, s, &s->words.v[i]) &&
		    !around.off)
			take_word(f, s, &s->words.v[i],
				  sure && is_sure(&around, &s->words.v[i]));
}

static int includes_blank(struct fit *f, const struct file_words *s,
			  const struct word *w)
{
	struct found found = {.fit = f};

	if (w->kind != WORD_INCLUDE || w->flags & WORD_UNKNOWN)
		return 0;
	found = find(f, s, w);
	return found.shared && found.shared->flags & PLACE_BLANK;
}

/* What stands outside of its guard: an include of what is blank so far, and
 * macros for that. The rest may be read once more, with other macros. */
static void read_again(struct fit *f, uint32_t file, int sure)
{
	const struct names *n = fit_level(f, file);
	const struct file_words *s;
	unsigned depth = 0;
	int blank = 0;

	for (uint32_t i = file - n->first, e = n->first_edge[i];
	     e < n->first_edge[i + 1]; e++)
		blank |= f->blank[n->edges[e]];
	if (!blank)
		return;
	s = sources_read(f->sources, n->paths[file - n->first]);
	for (size_t i = 0; i < s->words.n; i++) {
		const struct word *w = &s->words.v[i];

		if (w->kind == WORD_IFDEF || w->kind == WORD_IFNDEF)
			depth++;
		else if (w->kind == WORD_ENDIF)
			depth -= depth > 0;
		else if (!depth &&
			 (w->kind == WORD_DEFINE || w->kind == WORD_UNDEF ||
			  includes_blank(f, s, w)))
			take_word(f, s, w, sure);
		else if (word_is_name(w))
			take_word(f, s, w, 0);
	}
}

void fit_read(struct fit *f)
{
	f->nfiles = f->names->first + f->names->nfiles;
	f->includes = arena_alloc(&f->mem, f->nfiles);
	f->position = arena_alloc(&f->mem, f->nfiles * sizeof(uint32_t));
	f->end = arena_alloc(&f->mem, f->nfiles * sizeof(uint32_t));
	f->blank = arena_alloc(&f->mem, f->nfiles);
	f->event = arena_alloc(&f->mem, f->nfiles * sizeof(uint32_t));
	f->several = arena_alloc(&f->mem, f->nfiles);
	take_places(f);
	read_own(f, sources_read(f->sources, f->unit->path), 1);
}
