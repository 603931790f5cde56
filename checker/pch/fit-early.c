// SPDX-License-Identifier: GPL-2.0-only
/* Does a unit fit a shared header? Macros that it defines before an include. */
#include "pch/fit.h"
#include "extract/lower.h"

#include <string.h>

#define MAX_DEPTH 4

static int is_unit_name(const struct unit *u, uint64_t name)
{
	for (int i = 0; i < u->argc; i++) {
		const char *a = u->argv[i];

		if (is_name_macro(a) &&
		    name_hash(a + 2, strcspn(a + 2, "=")) == name)
			return 1;
	}
	return 0;
}

static int is_strings(const struct fit *f, const struct own_macro *m, int pure,
		      int depth);

/* Is all that is defined by that name strings? @pure: whatever its parameters
 * are. */
static int name_is_strings(const struct fit *f, uint64_t name, int pure,
			   int depth)
{
	const struct definition *d = NULL;
	int found = is_unit_name(f->unit, name);

	for (size_t i = 0; i < f->macros.n; i++) {
		const struct own_macro *m = &f->macros.v[i];

		if (m->word->name != name || m->word->kind == WORD_UNDEF)
			continue;
		if (!is_strings(f, m, pure, depth + 1))
			return 0;
		found = 1;
	}
	for (; (d = names_next(f->names, name, d)); found = 1)
		if (!(d->flags & DEFINED_NOT) &&
		    !(d->flags & (pure ? DEFINED_PURE : DEFINED_STRINGS)))
			return 0;
	return found;
}

/* Nothing but strings, whatever is defined later. */
static int is_strings(const struct fit *f, const struct own_macro *m, int pure,
		      int depth)
{
	const struct word *end = m->src->words.v + m->src->words.n;
	int any = 0; /* a call's arguments are nobody's business */

	if (!(m->word->flags & (pure ? WORD_PURE : WORD_STRINGS)) ||
	    depth > MAX_DEPTH)
		return 0;
	for (const struct word *w = m->word + 1;
	     w < end && w->kind == WORD_BODY; w++) {
		if (any && w->flags & WORD_ARGUMENT)
			continue;
		any = name_is_strings(f, w->name, 1, depth);
		if (!any && (pure || w->flags & WORD_ODD ||
			     !name_is_strings(f, w->name, 0, depth)))
			return 0;
	}
	return 1;
}

/* A name that is not the macro that it was when the header was read. */
struct unsure {
	uint64_t name;
	uint32_t entered; /* files of the header that read what it was then */
	int call;	  /* it matters in calls only */
	int strings;	  /* or where it is asked whether there is such a macro:
			     it stands for strings both times */
	struct hashes reach; /* macros whose bodies lead to it */
};

static int leads_to(const struct names *n, const struct definition *d,
		    const struct unsure *x)
{
	for (uint32_t i = 0; i < d->nbody; i++)
		if (n->bodies[d->body + i] == x->name ||
		    hashes_has(&x->reach, n->bodies[d->body + i]))
			return 1;
	return 0;
}

static void find_reach(const struct fit *f, struct unsure *x)
{
	size_t before;

	do {
		before = x->reach.n;
		for (const struct names *n = f->names; n; n = n->below)
			for (size_t i = 0; i < n->ndefs; i++)
				if (leads_to(n, &n->defs[i], x))
					hashes_add(&x->reach, n->defs[i].name);
	} while (x->reach.n > before);
}

static int is_changed(const struct word *w, const struct unsure *x)
{
	if (w->kind != WORD_TEST && w->kind != WORD_TEXT)
		return 0;
	if (w->name != x->name)
		return hashes_has(&x->reach, w->name);
	if (w->kind == WORD_TEST)
		return !(w->flags & WORD_DEFAULT);
	return !x->strings && (!x->call || w->flags & WORD_CALL);
}

/* Return: 1 if more of a file is other than it was than what functions do; for
 * these, there is a doubt. */
static int changes(struct fit *f, const struct file_words *s,
		   const struct unsure *x)
{
	for (size_t i = 0; i < s->words.n; i++) {
		if (!is_changed(&s->words.v[i], x))
			continue;
		if (s->unbalanced || !(s->words.v[i].flags & WORD_INNER))
			return 1;
		hashes_add(&f->doubts->files,
			   name_hash(s->path, strlen(s->path)));
		hashes_add(&f->doubts->names, s->words.v[i].name);
	}
	return 0;
}

/* What files that come later say of it. */
static int changes_later(struct fit *f, struct unsure *x)
{
	int changed = 0;

	if (!names_uses(f->names, x->name) ||
	    (x->strings && !names_uses(f->names, x->name ^ NAME_TESTED)))
		return 0;
	if (!x->strings && names_uses(f->names, x->name ^ NAME_IN_BODY))
		find_reach(f, x);
	for (uint32_t i = 0; i < f->nfiles && !changed; i++) {
		const struct names *n = fit_level(f, i);

		if (f->position[i] > x->entered)
			changed = changes(f,
					  sources_read(f->sources,
						       n->paths[i - n->first]),
					  x);
	}
	hashes_free(&x->reach);
	return changed;
}

/* #undef, and defined anew before any file of the header reads the name */
static int is_defined_anew(const struct fit *f, const struct own_macro *m)
{
	const struct own_macro *end = f->macros.v + f->macros.n;

	if (m->word->kind != WORD_UNDEF)
		return 0;
	for (const struct own_macro *d = m + 1; d < end; d++)
		if (d->word->name == m->word->name)
			return d->entered == m->entered &&
			       d->word->kind == WORD_DEFINE &&
			       d->word->flags & WORD_SURE;
	return 0;
}

/* There is nothing that could be undefined. */
static int undefines_nothing(const struct fit *f, const struct own_macro *m)
{
	if (m->word->kind != WORD_UNDEF || fit_given(f, m->word->name))
		return 0;
	for (const struct own_macro *d = f->macros.v; d < m; d++)
		if (d->word->name == m->word->name &&
		    d->word->kind == WORD_DEFINE)
			return 0;
	return !names_next(f->names, m->word->name, NULL);
}

static int is_early(struct fit *f, const struct own_macro *m)
{
	struct unsure x = {.name = m->word->name,
			   .entered = m->entered,
			   .call = m->word->flags & WORD_CALL};

	if (is_defined_anew(f, m) || undefines_nothing(f, m))
		return 0;
	if (fit_defined_later(f, m))
		return 1;
	x.strings = m->word->flags & WORD_SELF || is_strings(f, m, 0, 0);
	return changes_later(f, &x);
}

int fit_decides_early(struct fit *f)
{
	for (size_t i = 0; i < f->early; i++)
		if (is_early(f, &f->macros.v[i]))
			return 1;
	return 0;
}

int fit_differs(struct fit *f, const struct leak *l)
{
	struct unsure x = {.name = l->name,
			   .strings = l->strings &&
				      name_is_strings(f, l->name, 0, 0)};

	return (!x.strings && !l->last) || changes_later(f, &x);
}
