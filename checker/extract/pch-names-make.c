// SPDX-License-Identifier: GPL-2.0-only
/*
 * Describing a shared header. All files of it and of those below are gone
 * through in the order of their includes; for each name of a file it is known
 * then which files it has included so far, and which others define it.
 */
#include "extract/pch-names.h"
#include "extract/pch-names-file.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define BY_COMMAND 0xffffffffu
#define BY_HEADER 0xfffffffeu /* the source of the shared header */

/* An include that was followed, or found to be there already. */
struct include {
	uint32_t line, to;
};

struct file {
	const char *path;
	uint32_t by, by_line; /* what included it first */
	uint32_t end;	      /* the first file that it does not lead to */
	const struct file_words *src;
	VEC(struct include) includes;
	VEC(struct lines) skipped; /* in order */
	uint64_t *closure;	   /* a bit for each file that it includes */
	enum { FRESH, OPEN, DONE } state;
};

struct macro {
	struct definition def;
	uint32_t line;
	uint32_t next; /* of the same hash, + 1 */
};

struct maker {
	struct arena mem;
	struct names *below;
	uint32_t first; /* of the files that are new */
	VEC(struct file) files;
	struct hashes known; /* their paths */
	struct search search;
	VEC(struct place) places; /* of all, sorted */
	size_t words;		  /* of a closure */
	uint64_t *always;	  /* what the command line includes */
	VEC(struct macro) macros;
	uint32_t *heads; /* of macros of one hash, + 1 */
	size_t mask;
	struct hashes used, fresh; /* names; those that below does not know */
	VEC(uint64_t) queue, bodies;
	VEC(struct leak) leaks;
	struct hashes leaked;
	VEC(const char *) first_parts;
	struct hashes parts;
};

/* ---- files ---- */

static int by_key(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b; /* what is sorted begins with it */

	return *x < *y ? -1 : *x > *y;
}

static void sort_by_key(void *v, size_t n, size_t size)
{
	if (n)
		qsort(v, n, size, by_key);
}

static uint32_t file_of(const char *path, void *arg)
{
	struct maker *m = arg;
	struct place key = {.path = name_hash(path, strlen(path))};
	const struct place *p =
		bsearch(&key, m->places.v, m->places.n, sizeof(key), by_key);

	return p ? p->file + 1 : 0;
}

/* What has no guard is read again: once is enough. */
static void add_file(struct maker *m, const char *path, struct sources *s)
{
	if (!hashes_add(&m->known, name_hash(path, strlen(path))))
		return;
	vec_push(&m->places, (struct place){name_hash(path, strlen(path)),
					    (uint32_t)m->files.n, 0});
	vec_push(&m->files, (struct file){.path = path,
					  .by = BY_COMMAND,
					  .src = sources_read(s, path)});
}

static void add_below(struct maker *m, const struct names *n, struct sources *s)
{
	if (!n)
		return;
	add_below(m, n->below, s);
	for (uint32_t i = 0; i < n->nfiles; i++)
		add_file(m, n->paths[i], s);
}

static void set_includer(struct maker *m, const struct entered *e)
{
	uint32_t by = file_of(e->by, m);
	struct file *f = &m->files.v[file_of(e->path, m) - 1];

	if (f->by != BY_COMMAND)
		return;
	f->by = by ? by - 1 : BY_HEADER;
	f->by_line = e->line;
}

static void add_files(struct maker *m, const struct preprocessed *p,
		      struct sources *s)
{
	add_below(m, m->below, s);
	m->first = (uint32_t)m->files.n;
	for (size_t i = 0; i < p->files.n; i++)
		add_file(m, p->files.v[i].path, s);
	sort_by_key(m->places.v, m->places.n, sizeof(*m->places.v));
	for (size_t i = 0; i < p->files.n; i++)
		if (p->files.v[i].by)
			set_includer(m, &p->files.v[i]);
	for (uint32_t i = (uint32_t)m->files.n; i-- > 0;) {
		struct file *f = &m->files.v[i];

		f->end = f->end > i ? f->end : i + 1;
		if (f->by < i && m->files.v[f->by].end < f->end)
			m->files.v[f->by].end = f->end;
	}
	m->words = (m->files.n + 63) / 64;
	m->always = arena_alloc(&m->mem, m->words * sizeof(*m->always));
}

/* ---- includes ---- */

/* A folder of another unit may have something of that name as well. */
static void add_part(struct maker *m, const char *name)
{
	size_t n = strcspn(name, "/");

	if (hashes_add(&m->parts, name_hash(name, n)))
		vec_push(&m->first_parts,
			 arena_printf(&m->mem, "%.*s", (int)n, name));
}

static void find_parts(struct maker *m, const struct file *f)
{
	for (size_t i = 0; i < f->src->words.n; i++) {
		const struct word *w = &f->src->words.v[i];
		const char *name;

		if (w->kind != WORD_INCLUDE)
			continue;
		name = source_include(f->src, w);
		if (*name && *name != '/' &&
		    (w->flags & WORD_ANGLE ||
		     !file_of(arena_printf(&m->mem, "%s/%s", f->src->dir, name),
			      m)))
			add_part(m, name);
	}
}

static void add_includes(struct maker *m, const struct names *n)
{
	for (; n; n = n->below)
		for (uint32_t i = 0; i < n->nfiles; i++)
			for (uint32_t e = n->first_edge[i];
			     e < n->first_edge[i + 1]; e++)
				vec_push(&m->files.v[n->first + i].includes,
					 (struct include){0, n->edges[e]});
}

/* ---- macros ---- */

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
}

/* Words come in order, and so do the lines that were skipped: @next is the
 * first of these that may hold the word. */
static int is_skipped(const struct file *f, const struct word *w, size_t *next)
{
	while (*next < f->skipped.n && f->skipped.v[*next].to <= w->line)
		++*next;
	return *next < f->skipped.n && f->skipped.v[*next].from < w->line;
}

/* The first word that is not before a line: they come in order. */
static size_t word_at(const struct file_words *s, uint32_t line)
{
	size_t lo = 0, hi = s->words.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->words.v[mid].line < line)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The word of a definition, or NULL; of those below no line is known. */
static const struct word *word_of(const struct maker *m, const struct macro *d)
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

static uint32_t *head_of(const struct maker *m, uint64_t name)
{
	return &m->heads[name & m->mask];
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
		uint32_t *head = head_of(m, m->macros.v[i].def.name);

		m->macros.v[i].next = *head;
		*head = (uint32_t)i + 1;
	}
}

static int is_macro(const struct maker *m, uint64_t name)
{
	for (uint32_t i = *head_of(m, name); i; i = m->macros.v[i - 1].next)
		if (m->macros.v[i - 1].def.name == name)
			return 1;
	return 0;
}

/* A macro that only one file has, and takes back before it ends or includes
 * another: nobody else sees it. */
static int is_passing(const struct maker *m, uint32_t file,
		      const struct word *undef)
{
	const struct file *f = &m->files.v[file];
	uint32_t from = undef->line;

	for (uint32_t i = *head_of(m, undef->name); i;
	     i = m->macros.v[i - 1].next) {
		const struct macro *d = &m->macros.v[i - 1];

		if (d->def.name != undef->name)
			continue;
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

static void forget_macro(struct maker *m, uint64_t name)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->macros.n; i++)
		if (m->macros.v[i].def.name != name)
			m->macros.v[kept++] = m->macros.v[i];
	m->macros.n = kept;
	sort_macros(m);
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
			    is_macro(m, s->words.v[k].name))
				take(m, i, &s->words.v[k]);
	}
}

static void forget_passing(struct maker *m, uint32_t file,
			   const struct word *undef)
{
	if (is_passing(m, file, undef))
		forget_macro(m, undef->name);
}

static void add_undef(struct maker *m, uint32_t file, const struct word *undef)
{
	add_macro(m, file, undef->name, undef->line, DEFINED_NOT);
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
			d->def.file < m->first ? NULL : word_of(m, d);

		if (w)
			d->def.flags |= w->flags & (WORD_DEFAULT | WORD_SELF);
	}
}

/* ---- names that the text depends on ---- */

static void use(struct maker *m, uint64_t name)
{
	if (hashes_add(&m->used, name) && !names_uses(m->below, name)) {
		hashes_add(&m->fresh, name);
		vec_push(&m->queue, name);
	}
}

static int is_used(const struct maker *m, uint64_t name)
{
	return hashes_has(&m->used, name) || names_uses(m->below, name);
}

static void use_bodies(struct maker *m, uint64_t name)
{
	for (uint32_t i = *head_of(m, name); i; i = m->macros.v[i - 1].next) {
		const struct macro *macro = &m->macros.v[i - 1];
		const struct file_words *s = m->files.v[macro->def.file].src;
		const struct word *end = s->words.v + s->words.n, *w;

		if (macro->def.name != name)
			continue;
		w = word_of(m, macro);
		while (w && ++w < end && w->kind == WORD_BODY) {
			use(m, w->name);
			use(m, w->name ^ NAME_IN_BODY);
		}
	}
}

/* A macro of the new files for a name that the text below depends on: that text
 * was read before. */
static void find_used(struct maker *m)
{
	for (size_t i = m->first; i < m->files.n; i++) {
		const struct file_words *s = m->files.v[i].src;
		size_t next = 0;

		for (size_t k = 0; k < s->words.n; k++) {
			const struct word *w = &s->words.v[k];
			int test = w->kind == WORD_TEST &&
				   !(w->flags & WORD_DEFAULT);

			if (is_skipped(&m->files.v[i], w, &next))
				continue;
			if (w->kind == WORD_TEXT || test)
				use(m, w->name);
			if (test)
				use(m, w->name ^ NAME_TESTED);
			if (w->flags & WORD_DECLARED)
				use(m, w->name ^ NAME_DECLARED);
		}
	}
	while (m->queue.n)
		use_bodies(m, m->queue.v[--m->queue.n]);
}

/* ---- leaks ---- */

static int has(const uint64_t *bits, uint32_t file)
{
	return bits[file / 64] >> file % 64 & 1;
}

static void set_bit(uint64_t *bits, uint32_t file)
{
	bits[file / 64] |= 1ull << file % 64;
}

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

	for (uint32_t i = *head_of(m, w->name); i;
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

/* ---- writing ---- */

static void put_strings(struct buf *b, const char *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_add(b, v[i], strlen(v[i]) + 1);
}

static void put_used(struct maker *m, struct buf *b)
{
	VEC(uint64_t) v = {0};

	for (size_t i = 0; i < m->fresh.size; i++)
		if (m->fresh.v[i])
			vec_push(&v, m->fresh.v[i]);
	sort_by_key(v.v, v.n, sizeof(*v.v));
	buf_add(b, v.v, v.n * sizeof(*v.v));
	vec_free(&v);
}

/* The names in the body of a macro. */
static void add_body(struct maker *m, struct macro *d)
{
	const struct file_words *s = m->files.v[d->def.file].src;
	const struct word *w = word_of(m, d), *end = s->words.v + s->words.n;

	d->def.body = (uint32_t)m->bodies.n;
	while (w && ++w < end && w->kind == WORD_BODY)
		vec_push(&m->bodies, w->name);
	d->def.nbody = (uint32_t)m->bodies.n - d->def.body;
}

static uint32_t put_defs(struct maker *m, struct buf *b)
{
	VEC(struct definition) v = {0};
	uint32_t n;

	for (size_t i = 0; i < m->macros.n; i++) {
		struct macro *d = &m->macros.v[i];

		if (d->def.file < m->first)
			continue;
		add_body(m, d);
		vec_push(&v, d->def);
	}
	sort_by_key(v.v, v.n, sizeof(*v.v));
	buf_add(b, v.v, v.n * sizeof(*v.v));
	buf_add(b, m->bodies.v, m->bodies.n * sizeof(*m->bodies.v));
	n = (uint32_t)v.n;
	vec_free(&v);
	return n;
}

static void put_places(struct maker *m, struct buf *b)
{
	for (size_t i = 0; i < m->places.n; i++) {
		struct place p = m->places.v[i];

		p.always = (uint32_t)has(m->always, p.file);
		if (p.file >= m->first)
			buf_add(b, &p, sizeof(p));
	}
}

static uint32_t put_skipped(struct maker *m, struct buf *b)
{
	uint32_t n = 0;

	for (size_t i = m->first; i < m->files.n; i++) {
		const struct file *f = &m->files.v[i];

		buf_add(b, f->skipped.v, f->skipped.n * sizeof(*f->skipped.v));
		n += (uint32_t)f->skipped.n;
	}
	return n;
}

static uint32_t put_edges(struct maker *m, struct buf *b)
{
	uint32_t n = 0;

	for (size_t i = m->first; i <= m->files.n; i++) {
		buf_add(b, &n, sizeof(n));
		n += i < m->files.n ? (uint32_t)m->files.v[i].includes.n : 0;
	}
	for (size_t i = m->first; i < m->files.n; i++)
		for (size_t k = 0; k < m->files.v[i].includes.n; k++)
			buf_add(b, &m->files.v[i].includes.v[k].to, sizeof(n));
	return n;
}

static int put_names(struct maker *m, const char *pch, const char *base)
{
	struct names_head h = {.base = m->below ? m->below->sum : 0,
			       .first = m->first,
			       .nfiles = (uint32_t)m->files.n - m->first,
			       .nused = (uint32_t)m->fresh.n,
			       .nleaks = (uint32_t)m->leaks.n,
			       .ndirs = (uint32_t)m->search.n,
			       .nheads = (uint32_t)m->first_parts.n};
	struct buf b = {0};
	uint64_t sum;
	int err;

	memcpy(h.magic, NAMES_MAGIC, sizeof(h.magic));
	buf_add(&b, &h, sizeof(h));
	put_used(m, &b);
	h.ndefs = put_defs(m, &b);
	h.nbodies = (uint32_t)m->bodies.n;
	put_places(m, &b);
	buf_add(&b, m->leaks.v, m->leaks.n * sizeof(*m->leaks.v));
	h.nskipped = put_skipped(m, &b);
	h.nedges = put_edges(m, &b);
	put_strings(&b, (const char *const[]){base ? base : ""}, 1);
	for (size_t i = m->first; i < m->files.n; i++)
		put_strings(&b, &m->files.v[i].path, 1);
	put_strings(&b, m->search.dirs, m->search.n);
	put_strings(&b, m->first_parts.v, m->first_parts.n);
	memcpy(b.v, &h, sizeof(h));
	sum = XXH3_64bits(b.v, b.n);
	buf_add(&b, &sum, sizeof(sum));
	err = file_write(names_path(&m->mem, pch), b.v, b.n);
	buf_free(&b);
	return err;
}

static void maker_free(struct maker *m)
{
	names_close(m->below);
	for (size_t i = 0; i < m->files.n; i++) {
		vec_free(&m->files.v[i].includes);
		vec_free(&m->files.v[i].skipped);
	}
	vec_free(&m->files);
	vec_free(&m->places);
	vec_free(&m->macros);
	vec_free(&m->queue);
	vec_free(&m->bodies);
	vec_free(&m->leaks);
	vec_free(&m->first_parts);
	hashes_free(&m->known);
	hashes_free(&m->used);
	hashes_free(&m->fresh);
	hashes_free(&m->leaked);
	hashes_free(&m->parts);
	arena_free(&m->mem);
}

int names_write(const char *pch, const char *base, const struct unit *u,
		const struct preprocessed *p, struct sources *s)
{
	struct maker m = {0};
	int err = -1;

	m.below = base ? names_open(&m.mem, base) : NULL;
	if (!base || m.below) {
		m.search = search_of(&m.mem, u);
		add_files(&m, p, s);
		add_includes(&m, m.below);
		add_below_macros(&m, m.below);
		for (size_t i = 0; i < p->said.n; i++)
			add_said(&m, &p->said.v[i]);
		add_skipped(&m, p);
		each_undef(&m, forget_passing);
		add_undefined(&m);
		for (size_t i = m.first; i < m.files.n; i++)
			find_parts(&m, &m.files.v[i]);
		find_used(&m);
		find_always(&m);
		for (uint32_t i = 0; i < m.files.n; i++)
			go_through(&m, i);
		err = put_names(&m, pch, base);
	}
	maker_free(&m);
	return err;
}
