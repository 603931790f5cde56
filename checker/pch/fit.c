// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does a unit read the same with a shared header? The header puts macros of
 * files that the unit does not include before it, and reads files that it does
 * include before what the unit defines. So the unit is read as the preprocessor
 * would, without a thought of what is conditional, and it does not fit if
 *
 *   - it, or one of its own headers, uses a name that a file of the shared
 *     header defines which it does not include;
 *   - it defines a macro before an include, and more of the header depends on
 *     that name than what functions do (for these: doubts.c);
 *   - a file of the header uses a name of another, and the unit includes only
 *     the first of them, or the two in another order (struct leak);
 *   - one of its folders has a header of the name that a shared one included;
 *   - a macro says what it includes, and nobody can tell which (expand.c).
 *
 * What decides nothing is left out: macros that are strings (pr_fmt()) and that
 * the header defines only where they are not. Names made with ## are not seen.
 */
#include "pch/fit.h"
#include "pch/pch.h"

#include <string.h>
#include <unistd.h>

/* The unit itself says what it is, before: a body is expanded later. */
static int is_own(const struct fit *f, const struct mention *m)
{
	size_t n = m->word->kind == WORD_BODY ? f->macros.n : m->macros;

	for (size_t i = 0; i < n; i++)
		if (f->macros.v[i].word->name == m->word->name &&
		    f->macros.v[i].word->flags & WORD_SURE)
			return 1;
	return 0;
}

/* Are all macros of that name? Then an #undef is as well. */
static int are_harmless(const struct fit *f, const struct word *w)
{
	const struct definition *d = NULL;

	while ((d = names_next(f->names, w->name, d)))
		if (!(d->flags & DEFINED_NOT) && !definition_is_harmless(d, w))
			return 0;
	return 1;
}

/* A macro of a file that the unit does not include, or not yet. */
static int is_foreign(const struct fit *f, const struct mention *m)
{
	const struct word *w = m->word;
	const struct definition *d = NULL;

	/* it would be an error without the macro */
	if (w->kind != WORD_TEST && !hashes_has(&f->declared, w->name) &&
	    !names_uses(f->names, w->name ^ NAME_DECLARED))
		return 0;
	if (are_harmless(f, w))
		return 0;
	while ((d = names_next(f->names, w->name, d))) {
		if (f->includes[d->file] & SURELY &&
		    (f->position[d->file] <= m->entered ||
		     w->kind == WORD_BODY))
			continue;
		if (!definition_is_harmless(d, w))
			return 1;
	}
	return 0;
}

static int uses(struct fit *f, const struct mention *m);

/* What the macros of that name would make of it. */
static int bodies_use(struct fit *f, uint64_t name)
{
	const struct definition *d = NULL;

	while ((d = names_next(f->names, name, d))) {
		const uint64_t *body = fit_level(f, d->file)->bodies + d->body;

		for (uint32_t i = 0; i < d->nbody; i++) {
			struct word w = {.name = body[i], .kind = WORD_BODY};
			struct mention m = {&w, f->macros.n, f->entered};

			if (uses(f, &m))
				return 1;
		}
	}
	return 0;
}

static int uses(struct fit *f, const struct mention *m)
{
	uint64_t key = m->word->name ^ (uint64_t)m->word->kind << 1;

	if (m->word->kind == WORD_BODY && !hashes_add(&f->seen, key))
		return 0;
	if (is_foreign(f, m) && !is_own(f, m))
		return 1;
	return bodies_use(f, m->word->name);
}

static int uses_foreign(struct fit *f)
{
	for (size_t i = 0; i < f->mentions.n; i++)
		if (uses(f, &f->mentions.v[i]))
			return 1;
	return 0;
}

/* How the unit would read file @a, to @b; what is always there was before. */
static enum order order_of(const struct fit *f, uint32_t a, uint32_t b)
{
	if (f->position[a] < f->position[b])
		return f->end[a] > f->position[b] ? ORDER_AROUND : ORDER_BEFORE;
	return f->end[b] > f->position[a] ? ORDER_WITHIN : ORDER_AFTER;
}

static int is_leak(const struct fit *f, const struct leak *l)
{
	int sure = f->includes[l->of] & SURELY ||
		   (f->event[l->of] == f->event[l->file] &&
		    !f->several[l->file]); /* both, or none */
	enum order how;

	if (!f->includes[l->file])
		return 0;
	if (l->kind == LEAK_LAZY)
		return !sure;
	if (!f->includes[l->of])
		return l->kind == LEAK_BEFORE;
	how = order_of(f, l->of, l->file);
	/* whoever includes the one around it includes both */
	if (how == l->how &&
	    (sure || how == ORDER_AROUND || l->kind == LEAK_AFTER))
		return 0;
	return l->kind == LEAK_BEFORE ? !sure || how != ORDER_BEFORE
				      : how != ORDER_AFTER;
}

/* Which of two definitions a file has decides about functions at most. */
static int is_serious(struct fit *f, const struct leak *l)
{
	return !l->name || fit_differs(f, l);
}

static int has_leak(struct fit *f)
{
	for (const struct names *n = f->names; n; n = n->below)
		for (size_t i = 0; i < n->nleaks; i++)
			if (is_leak(f, &n->leaks[i]) &&
			    is_serious(f, &n->leaks[i]))
				return 1;
	return 0;
}

static int is_listed(const char *dir, const char **dirs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(dirs[i], dir))
			return 1;
	return 0;
}

static int is_in(struct buf *path, const char *dir, const char *name, size_t n)
{
	path->n = 0;
	buf_printf(path, "%s/%.*s", dir, (int)n, name);
	return !access(path->v, F_OK);
}

/* Names that begin with the same folder stand together. */
static int finds_in(struct buf *path, const char *dir, const struct names *n)
{
	const char *absent = "";
	size_t length = 0; /* of that folder's name, which is not in @dir */

	for (size_t i = 0; i < n->nincluded; i++) {
		const char *name = n->included[i];
		size_t head = strcspn(name, "/");

		if (length && name[head] && head == length &&
		    !strncmp(name, absent, head))
			continue;
		if (name[head] && !is_in(path, dir, name, head)) {
			absent = name;
			length = head;
		} else if (is_in(path, dir, name, strlen(name))) {
			return 1;
		}
	}
	return 0;
}

/* One of its own folders has a header of a name that a shared one included. */
static int finds_other(const struct fit *f, const struct names *n)
{
	struct buf path = {0};
	int other = 0;

	for (size_t i = 0; i < f->search.n && !other; i++)
		other = !is_listed(f->search.dirs[i], n->dirs, n->ndirs) &&
			finds_in(&path, f->search.dirs[i], n);
	buf_free(&path);
	return other;
}

static int fits(struct fit *f)
{
	f->search = search_of(&f->mem, f->unit);
	for (const struct names *n = f->names; n; n = n->below)
		if (finds_other(f, n))
			return 0;
	fit_read(f);
	return !f->unknown && !uses_foreign(f) && !fit_decides_early(f) &&
	       !has_leak(f);
}

int pch_fits(const char *pch, const struct unit *u, struct sources *s,
	     struct pch_doubts *d)
{
	struct fit f = {.unit = u, .sources = s, .doubts = d};
	int good;

	pch_doubts_free(d);
	f.names = names_open(&f.mem, pch);
	good = f.names && fits(&f);
	names_close(f.names);
	vec_free(&f.own);
	vec_free(&f.macros);
	vec_free(&f.mentions);
	hashes_free(&f.seen);
	hashes_free(&f.declared);
	arena_free(&f.mem);
	return good;
}
