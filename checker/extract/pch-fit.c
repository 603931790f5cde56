// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does a unit read the same with a shared header? The header puts macros of
 * files that the unit does not include before it, and reads files that it does
 * include before what the unit defines. So the unit is read as the preprocessor
 * would, without a thought of what is conditional, and it does not fit if
 *
 *   - it, or one of its own headers, uses a name that a file of the shared
 *     header defines which it does not include;
 *   - it defines a macro before an include, and the header depends on that
 * name;
 *   - a file of the header uses a name of another, and the unit includes only
 *     the first of them, or the two in another order (struct leak);
 *   - one of its folders has a header of the name that a shared one included.
 *
 * What decides nothing is left out: macros that are strings (pr_fmt()) and that
 * the header defines only where they are not. Names made with ## are not seen.
 */
#include "extract/pch-names.h"
#include "extract/lower.h"
#include "extract/pch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { UNREAD, MAYBE = 1, SURELY = 2 }; /* the unit includes it */

struct own_macro {
	const struct word *word; /* bodies come behind it */
	const struct file_words *src;
	uint32_t entered; /* files of the header that come before it */
};

/* A name in what is the unit's own. */
struct mention {
	const struct word *word;
	size_t macros;	  /* its own that come before */
	uint32_t entered; /* files of the header that do */
};

struct fit {
	struct arena mem;
	const struct unit *unit;
	struct names *names;
	struct sources *sources;
	struct search search;
	uint32_t nfiles;
	uint8_t *includes;  /* of each file of the header */
	uint32_t *position; /* in the order of the unit's includes, from 1 */
	uint32_t *end; /* that of the first file that it does not lead to */
	uint32_t entered;
	VEC(const struct file_words *) own; /* those read now, the unit first */
	VEC(struct own_macro) macros;
	VEC(struct mention) mentions;
	struct hashes seen;	/* names in bodies */
	struct hashes declared; /* names of what is the unit's own */
	int unknown;		/* it includes what nobody can tell */
	size_t early;		/* macros defined before the last include */
};

/* ---- what the unit includes ---- */

static const struct names *level_of(const struct fit *f, uint32_t file)
{
	const struct names *n = f->names;

	while (n->first > file)
		n = n->below;
	return n;
}

/* Files of the header in the order in which the unit would read them. */
static void include_shared(struct fit *f, uint32_t file, unsigned how)
{
	const struct names *n = level_of(f, file);
	uint32_t i = file - n->first;

	if ((f->includes[file] & how) == how)
		return;
	f->includes[file] |= (uint8_t)how;
	if (!f->position[file])
		f->position[file] = ++f->entered;
	for (uint32_t e = n->first_edge[i]; e < n->first_edge[i + 1]; e++)
		include_shared(f, n->edges[e], how);
	if (!f->end[file])
		f->end[file] = f->entered + 1;
}

static void include_always(struct fit *f)
{
	for (const struct names *n = f->names; n; n = n->below)
		for (uint32_t i = 0; i < n->nfiles; i++)
			if (n->places[i].always)
				f->includes[n->places[i].file] = MAYBE | SURELY;
}

struct found {
	struct fit *fit;
	const struct file_words *own;
	uint32_t shared;
};

static uint32_t is_there(const char *path, void *arg)
{
	struct found *f = arg;

	f->shared = names_file(f->fit->names, path);
	if (f->shared != NO_FILE)
		return 1;
	f->own = sources_read(f->fit->sources, path);
	if (f->own->missing)
		f->own = NULL;
	return f->own != NULL;
}

static void read_own(struct fit *f, const struct file_words *s);

static void take_include(struct fit *f, const struct file_words *s,
			 const struct word *w, int sure)
{
	struct found found = {.fit = f, .shared = NO_FILE};

	f->unknown |= w->flags & WORD_UNKNOWN && sure;
	search_find(&f->search, s, w, is_there, &found);
	if (found.shared != NO_FILE) {
		include_shared(f, found.shared, sure ? MAYBE | SURELY : MAYBE);
		f->early = f->macros.n;
	} else if (found.own) {
		read_own(f, found.own);
	}
}

/* May there be a macro of that name? */
static int is_macro(const struct fit *f, uint64_t name)
{
	size_t count = 0;

	for (const struct names *n = f->names; n && !count; n = n->below)
		names_defs(n, name, &count);
	for (size_t i = 0; i < f->macros.n && !count; i++)
		count = f->macros.v[i].word->name == name;
	for (int i = 0; i < f->unit->argc && !count; i++) {
		const char *a = f->unit->argv[i];

		count = !strncmp(a, "-D", 2) &&
			name_hash(a + 2, strcspn(a + 2, "=")) == name;
	}
	return count != 0;
}

/* Is there a macro of that name? A file that was surely read defines it, and
 * nobody takes that back. */
static int is_surely_macro(const struct fit *f, uint64_t name)
{
	int found = 0;

	for (const struct names *n = f->names; n; n = n->below) {
		size_t count;
		const struct definition *d = names_defs(n, name, &count);

		for (size_t i = 0; i < count; i++) {
			if (d[i].flags & DEFINED_NOT)
				return 0;
			found |= f->includes[d[i].file] & SURELY;
		}
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
	uint8_t is_true[MAX_DEPTH];
};

static void enter_conditional(const struct fit *f, struct around *a,
			      const struct word *w)
{
	unsigned at = ++a->depth % MAX_DEPTH;
	int macro = is_macro(f, w->name), unless = w->kind == WORD_IFNDEF;
	int known =
		macro ? w->flags & WORD_CONFIG || is_surely_macro(f, w->name)
		      : w->flags & WORD_KNOWN;

	a->is_true[at] = known && macro != unless;
	if (!a->off && known && macro == unless)
		a->off = a->depth;
}

/* Return: 1 if the word is one of a conditional. */
static int pass_conditional(const struct fit *f, struct around *a,
			    const struct word *w)
{
	switch (w->kind) {
	case WORD_IFDEF:
	case WORD_IFNDEF:
		enter_conditional(f, a, w);
		return 1;
	case WORD_ELSE:
		if (a->off == a->depth)
			a->off = 0;
		else if (!a->off && a->is_true[a->depth % MAX_DEPTH])
			a->off = a->depth;
		a->is_true[a->depth % MAX_DEPTH] = 0;
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
		vec_push(&f->macros, (struct own_macro){w, s, f->entered});
	if (!word_is_name(w))
		return;
	if (w->flags & WORD_DECLARED)
		hashes_add(&f->declared, w->name);
	vec_push(&f->mentions, (struct mention){w, f->macros.n, f->entered});
}

static void read_own(struct fit *f, const struct file_words *s)
{
	struct around around = {0};

	for (size_t i = 0; i < f->own.n; i++)
		if (f->own.v[i] == s)
			return;
	vec_push(&f->own, s);
	for (size_t i = 0; i < s->words.n; i++)
		if (!pass_conditional(f, &around, &s->words.v[i]) &&
		    !around.off)
			take_word(f, s, &s->words.v[i],
				  is_sure(&around, &s->words.v[i]));
}

/* ---- what would be other than it is ---- */

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

/* A macro of a file that the unit does not include, or not yet. */
static int is_foreign(const struct fit *f, const struct mention *m)
{
	const struct word *w = m->word;

	/* it would be an error without the macro */
	if (w->kind != WORD_TEST && !hashes_has(&f->declared, w->name) &&
	    !names_uses(f->names, w->name ^ NAME_DECLARED))
		return 0;
	for (const struct names *n = f->names; n; n = n->below) {
		size_t count;
		const struct definition *d = names_defs(n, w->name, &count);

		for (size_t i = 0; i < count; i++) {
			if (f->includes[d[i].file] & SURELY &&
			    (f->position[d[i].file] <= m->entered ||
			     w->kind == WORD_BODY))
				continue;
			if (w->kind == WORD_TEST ||
			    (!(d[i].flags & WORD_SELF) &&
			     (w->kind != WORD_TEXT || w->flags & WORD_CALL ||
			      !(d[i].flags & WORD_CALL))))
				return 1;
		}
	}
	return 0;
}

static int uses(struct fit *f, const struct mention *m);

/* What the macros of that name would make of it. */
static int bodies_use(struct fit *f, uint64_t name)
{
	for (const struct names *n = f->names; n; n = n->below) {
		size_t count;
		const struct definition *d = names_defs(n, name, &count);

		for (size_t i = 0; i < count; i++)
			for (uint32_t k = 0; k < d[i].nbody; k++) {
				struct word w = {
					.name = n->bodies[d[i].body + k],
					.kind = WORD_BODY};
				struct mention m = {&w, f->macros.n,
						    f->entered};

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

/* Does a file that comes later define it, and not only where it is not? */
static int is_defined_later(const struct fit *f, const struct own_macro *m)
{
	for (const struct names *n = f->names; n; n = n->below) {
		size_t count;
		const struct definition *d =
			names_defs(n, m->word->name, &count);

		for (size_t i = 0; i < count; i++)
			if (f->position[d[i].file] > m->entered &&
			    !(d[i].flags & WORD_DEFAULT))
				return 1;
	}
	return 0;
}

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

/* Nothing but strings, whatever is defined later. */
static int is_strings(const struct fit *f, const struct unit *u,
		      const struct own_macro *m, int depth)
{
	const struct word *end = m->src->words.v + m->src->words.n;

	if (!(m->word->flags & WORD_STRINGS) || depth > 3)
		return 0;
	for (const struct word *w = m->word + 1;
	     w < end && w->kind == WORD_BODY; w++) {
		int known = is_unit_name(u, w->name);

		for (size_t i = 0; i < f->macros.n && !known; i++)
			known = f->macros.v[i].word->name == w->name &&
				is_strings(f, u, &f->macros.v[i], depth + 1);
		if (!known)
			return 0;
	}
	return 1;
}

/* Is the name in the text of a file that comes later? @tested: where it is
 * asked whether there is such a macro. */
static int is_in_text_later(const struct fit *f, const struct own_macro *m,
			    int tested)
{
	for (uint32_t i = 0; i < f->nfiles; i++) {
		const struct names *n = level_of(f, i);
		const struct file_words *s;

		if (f->position[i] <= m->entered)
			continue;
		s = sources_read(f->sources, n->paths[i - n->first]);
		for (size_t k = 0; k < s->words.n; k++)
			if (s->words.v[k].name == m->word->name &&
			    ((s->words.v[k].kind == WORD_TEXT && !tested) ||
			     (s->words.v[k].kind == WORD_TEST &&
			      !(s->words.v[k].flags & WORD_DEFAULT))))
				return 1;
	}
	return 0;
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

static int is_early(const struct fit *f, const struct unit *u,
		    const struct own_macro *m)
{
	uint64_t name = m->word->name;
	int strings;

	if (is_defined_anew(f, m))
		return 0;
	if (is_defined_later(f, m))
		return 1;
	if (!names_uses(f->names, name))
		return 0;
	strings = m->word->flags & WORD_SELF || is_strings(f, u, m, 0);
	if (names_uses(f->names, name ^ NAME_IN_BODY) && !strings)
		return 1;
	return is_in_text_later(f, m, strings);
}

static int decides_early(const struct fit *f, const struct unit *u)
{
	for (size_t i = 0; i < f->early; i++)
		if (is_early(f, u, &f->macros.v[i]))
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
	int sure = f->includes[l->of] & SURELY;
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

static int has_leak(const struct fit *f)
{
	for (const struct names *n = f->names; n; n = n->below)
		for (size_t i = 0; i < n->nleaks; i++)
			if (is_leak(f, &n->leaks[i]))
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

static int finds_other(const struct fit *f, const struct names *n)
{
	struct buf path = {0};
	int other = 0;

	for (size_t i = 0; i < f->search.n; i++) {
		if (is_listed(f->search.dirs[i], n->dirs, n->ndirs))
			continue;
		for (size_t k = 0; k < n->nheads && !other; k++) {
			path.n = 0;
			buf_printf(&path, "%s/%s", f->search.dirs[i],
				   n->heads[k]);
			other = !access(path.v, F_OK);
		}
	}
	buf_free(&path);
	return other;
}

static int fits(struct fit *f, const struct unit *u)
{
	f->nfiles = f->names->first + f->names->nfiles;
	f->includes = arena_alloc(&f->mem, f->nfiles);
	f->position = arena_alloc(&f->mem, f->nfiles * sizeof(uint32_t));
	f->end = arena_alloc(&f->mem, f->nfiles * sizeof(uint32_t));
	f->search = search_of(&f->mem, u);
	for (const struct names *n = f->names; n; n = n->below)
		if (finds_other(f, n))
			return 0;
	include_always(f);
	read_own(f, sources_read(f->sources, u->path));
	return !f->unknown && !uses_foreign(f) && !decides_early(f, u) &&
	       !has_leak(f);
}

int pch_fits(const char *pch, const struct unit *u, struct sources *s)
{
	struct fit f = {.unit = u, .sources = s};
	int good;

	f.names = names_open(&f.mem, pch);
	good = f.names && fits(&f, u);
	names_close(f.names);
	vec_free(&f.own);
	vec_free(&f.macros);
	vec_free(&f.mentions);
	hashes_free(&f.seen);
	hashes_free(&f.declared);
	arena_free(&f.mem);
	return good;
}
