// SPDX-License-Identifier: GPL-2.0-only
/* Shared headers: classes of flags, choice of headers. */
#include "pch/pch.h"
#include "extract/lower.h"
#include "pch/guards.h"
#include "base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* a header serves if one unit in this many includes it; one that stands beside
 * the unit rarely parses on its own, or in another driver: most must want it */
#define MIN_SHARE 25
#define MIN_KIND_SHARE 8 /* of one kind of driver: two kinds may clash */
#define MIN_OWN_SHARE 6

/* On top of another, a header costs about as much as parsing a unit. */
#define FOLDER_UNITS 8

#define SEVERAL 0xffffffffu

/* Folders to search and names to define differ between units of one class. */
static int is_private_flag(const char *a)
{
	return !strncmp(a, "-I", 2) || is_name_macro(a);
}

static uint64_t flags_key(const struct unit *u)
{
	uint64_t key = XXH3_64bits(u->dir, strlen(u->dir));

	for (int i = 0; i < u->argc; i++) {
		const char *a = u->argv[i];

		if (!strcmp(a, "-I")) {
			i++;
			continue;
		}
		if (!is_private_flag(a))
			key = XXH3_64bits_withSeed(a, strlen(a) + 1, key);
	}
	return key;
}

/* ---- folders: drivers of one kind include the same ---- */

/* The folder of @n characters around a path: 0 for the top. */
static size_t folder_length(const char *path, size_t n)
{
	while (n && path[n - 1] != '/')
		n--;
	return n ? n - 1 : 0;
}

static uint64_t folder_key(uint64_t flags, const char *folder, size_t n)
{
	return n ? XXH3_64bits_withSeed(folder, n, flags) : flags;
}

static uint32_t class_for(struct pch_set *set, uint64_t key, uint64_t flags,
			  const char *folder, size_t n)
{
	uint64_t at = key & (set->nslots - 1);

	for (; set->slots[at]; at = (at + 1) & (set->nslots - 1))
		if (set->classes.v[set->slots[at] - 1].key == key)
			return set->slots[at] - 1;
	vec_push(&set->classes,
		 (struct pch_class){.key = key,
				    .flags = flags,
				    .folder = arena_printf(&set->mem, "%.*s",
							   (int)n, folder)});
	set->slots[at] = (uint32_t)set->classes.n;
	return (uint32_t)(set->classes.n - 1);
}

/* The class of the unit's folder, or of the folder around a class's. */
static uint32_t class_around(struct pch_set *set, uint64_t flags,
			     const char *path, size_t n)
{
	n = folder_length(path, n);
	return class_for(set, folder_key(flags, path, n), flags, path, n);
}

static int by_length(const void *a, const void *b, void *arg)
{
	const struct pch_class *all = arg;
	size_t x = strlen(all[*(const uint32_t *)a].folder);
	size_t y = strlen(all[*(const uint32_t *)b].folder);

	return x != y ? (x < y ? 1 : -1)
		      : strcmp(all[*(const uint32_t *)a].folder,
			       all[*(const uint32_t *)b].folder);
}

/* From the deepest up: too few units join those around them. */
static void join_small(struct pch_set *set)
{
	uint32_t *order =
		arena_alloc(&set->mem, set->classes.n * sizeof(*order));
	size_t n = set->classes.n;

	for (uint32_t i = 0; i < n; i++)
		order[i] = i;
	qsort_r(order, n, sizeof(*order), by_length, set->classes.v);
	for (size_t i = 0; i < n; i++) {
		struct pch_class *c = &set->classes.v[order[i]];
		uint32_t around;

		if (c->nunits >= FOLDER_UNITS || !*c->folder)
			continue;
		around = class_around(set, c->flags, c->folder,
				      strlen(c->folder));
		c->joined = around + 1;
		set->classes.v[around].nunits += c->nunits;
		c->nunits = 0;
	}
}

/* The nearest class with units around another, + 1; 0: there is none. */
static uint32_t nearest_around(struct pch_set *set, uint32_t class)
{
	uint64_t flags = set->classes.v[class].flags;
	const char *folder = set->classes.v[class].folder;

	for (size_t n = strlen(folder); n;) {
		uint32_t around = class_around(set, flags, folder, n);

		if (set->classes.v[around].nunits)
			return around + 1;
		n = folder_length(folder, n);
	}
	return 0;
}

/* A class on top of one with few units of its own joins that, if no other is:
 * a header for each would be made of the same files. */
static void join_only(struct pch_set *set)
{
	size_t n = set->classes.n;
	uint32_t *only = arena_alloc(&set->mem, n * sizeof(*only));

	for (uint32_t i = 0; i < n; i++) {
		uint32_t around =
			set->classes.v[i].nunits ? nearest_around(set, i) : 0;

		if (around)
			only[around - 1] = only[around - 1] ? SEVERAL : i + 1;
	}
	for (uint32_t i = 0; i < n; i++) {
		struct pch_class *c = &set->classes.v[i], *top;

		if (c->nunits >= FOLDER_UNITS || !only[i] || only[i] == SEVERAL)
			continue;
		top = &set->classes.v[only[i] - 1];
		top->joined = i + 1;
		c->nunits += top->nunits;
		top->nunits = 0;
	}
}

/* ---- what to include ---- */

struct count {
	sym_t name;   /* as it stands after #include */
	size_t n[2];  /* units: of the class itself, of all */
	size_t place; /* sum over all */
	size_t last;  /* the unit that counted last, + 1 */
};

struct counts {
	VEC(struct count) all;
	uint32_t *of; /* sym -> index + 1 */
	size_t nof;
	size_t seen[2]; /* as in struct count */
};

typedef VEC(sym_t) includes_t;

/* @place: in thousandths of the unit's includes. */
static void count_header(struct counts *c, sym_t name, size_t unit, int own,
			 size_t place)
{
	struct count *h;

	if (name >= c->nof) {
		size_t old = c->nof;

		c->of = vec_grow(c->of, &c->nof, name + 1, sizeof(*c->of));
		memset(c->of + old, 0, (c->nof - old) * sizeof(*c->of));
	}
	if (!c->of[name]) {
		vec_push(&c->all, (struct count){.name = name});
		c->of[name] = (uint32_t)c->all.n;
	}
	h = &c->all.v[c->of[name] - 1];
	if (h->last == unit + 1)
		return;
	h->last = unit + 1;
	h->n[0] += (size_t)own;
	h->n[1]++;
	h->place += place;
}

/* Where a unit finds @name, @n characters of it: beside itself, or in one of
 * its own folders. NULL: among what all units share. */
static char *find_own(struct arena *mem, const struct unit *u, const char *name,
		      size_t n)
{
	size_t beside = folder_length(u->path, strlen(u->path));
	char *full = arena_printf(mem, "%.*s/%.*s", (int)beside, u->path,
				  (int)n, name);

	for (int i = 0; i < u->argc && access(full, R_OK); i++) {
		const char *dir = u->argv[i];

		if (strncmp(dir, "-I", 2))
			continue;
		dir = dir[2] || i + 1 == u->argc ? dir + 2 : u->argv[++i];
		full = arena_printf(mem, "%s/%.*s",
				    path_clean(mem, u->dir, dir), (int)n, name);
	}
	return access(full, R_OK) ? NULL : path_clean(mem, "/", full);
}

/* <linux/x.h>, or "/full/path/x.h" of a driver's own header; 0: no header that
 * could be shared. */
static sym_t includable(struct arena *mem, const char *q, const struct unit *u)
{
	size_t n = strcspn(q + 1, *q == '<' ? ">\n" : "\"\n") + 1;
	char *full;

	if ((*q != '<' && *q != '"') || q[n] != (*q == '<' ? '>' : '"') ||
	    n < 4 || strncmp(q + n - 2, ".h", 2))
		return 0;
	if (*q == '<')
		return sym_n(q, n + 1);
	full = find_own(mem, u, q + 1, n - 1);
	return full ? sym(arena_printf(mem, "\"%s\"", full)) : 0;
}

/* The headers that a unit includes outside of conditionals. */
static void list_includes(includes_t *out, const char *text,
			  const struct unit *u)
{
	struct arena mem = {0};
	int depth = 0;

	for (const char *p = text; p && *p;
	     p = strchr(p, '\n'), p = p ? p + 1 : NULL) {
		const char *q = directive(p);
		sym_t name;

		if (!q)
			continue;
		if (!strncmp(q, "if", 2))
			depth++;
		else if (!strncmp(q, "endif", 5))
			depth--;
		if (depth || strncmp(q, "include", 7))
			continue;
		q += 7 + strspn(q + 7, " \t");
		name = includable(&mem, q, u);
		if (name)
			vec_push(out, name);
	}
	arena_free(&mem);
}

static void read_includes(includes_t *out, const struct unit *u)
{
	struct buf src = {0};

	if (!u->missing && !file_read(&src, u->path))
		list_includes(out, src.v, u);
	buf_free(&src);
}

static int is_own(const struct count *c)
{
	return *sym_str(c->name) == '"';
}

/* Drivers' own come late, so that it is seen what they define anew; trace
 * points that name their types come after them. */
static int lateness(const struct count *c)
{
	return is_own(c) ? 1 : strncmp(sym_str(c->name), "<trace/", 7) ? 0 : 2;
}

/* In the order in which units include them: some need those before. */
static int by_place(const void *a, const void *b)
{
	const struct count *x = a, *y = b;
	size_t px = x->place * y->n[1], py = y->place * x->n[1];

	if (lateness(x) != lateness(y))
		return lateness(x) - lateness(y);
	return px != py ? (px < py ? -1 : 1) : sym_cmp(x->name, y->name);
}

/* Enough units include it: of the class's own, or of all. What comes late stays
 * where it is wanted: it may be meant for a few. */
static int is_popular(const struct counts *counts, const struct count *c)
{
	size_t share = MIN_SHARE;

	if (is_own(c))
		share = MIN_OWN_SHARE;
	else if (strncmp(sym_str(c->name), "<linux/", 7))
		share = MIN_KIND_SHARE;
	if (c->n[1] < 2)
		return 0;
	return (c->n[0] && c->n[0] * share >= counts->seen[0]) ||
	       (!lateness(c) && c->n[1] * share >= counts->seen[1]);
}

static int write_choice(const struct pch_class *c, struct counts *counts,
			struct guards *guards)
{
	struct buf text = {0};
	struct arena mem = {0};
	struct search search = search_of(&mem, c->first);
	int err;

	if (counts->all.n)
		qsort(counts->all.v, counts->all.n, sizeof(*counts->all.v),
		      by_place);
	write_unit_names(&text, c->first);
	for (size_t i = 0; i < counts->all.n; i++) {
		const char *name = sym_str(counts->all.v[i].name);

		if (is_popular(counts, &counts->all.v[i]) &&
		    !guards_lack(guards, &search, name))
			buf_printf(&text, "#include %s\n", name);
	}
	buf_printf(&text, "#include \"%s\"\n", c->macros);
	err = file_write(c->header, text.v ? text.v : "", text.n);
	buf_free(&text);
	arena_free(&mem);
	return err;
}

static int is_on_top(const struct pch_set *set, uint32_t class, uint32_t base)
{
	while (class != base && set->classes.v[class].around)
		class = set->classes.v[class].around - 1;
	return class == base;
}

static int choose(const struct pch_set *set, uint32_t class,
		  const struct unit *units, const includes_t *includes,
		  struct guards *guards)
{
	struct counts counts = {0};
	int err;

	for (size_t i = 0; i < set->nunits; i++) {
		int own = set->class_of[i] == class;

		if (units[i].missing ||
		    !is_on_top(set, set->class_of[i], class))
			continue;
		for (size_t k = 0; k < includes[i].n; k++)
			count_header(&counts, includes[i].v[k], i, own,
				     k * 1000 / includes[i].n);
		counts.seen[0] += (size_t)own;
		counts.seen[1]++;
	}
	err = write_choice(&set->classes.v[class], &counts, guards);
	vec_free(&counts.all);
	free(counts.of);
	return err;
}

int pch_choose(struct pch_set *set, const uint8_t *wanted,
	       const struct unit *units)
{
	includes_t *includes = mem_zeroed(set->nunits, sizeof(*includes));
	struct guards guards = {0};
	int err = 0;

	for (size_t i = 0; i < set->nunits; i++)
		read_includes(&includes[i], &units[i]);
	for (uint32_t c = 0; c < set->classes.n && !err; c++)
		if (wanted[c])
			err = choose(set, c, units, includes, &guards);
	for (size_t i = 0; i < set->nunits; i++)
		vec_free(&includes[i]);
	free(includes);
	guards_free(&guards);
	return err;
}

static char *path_of(struct arena *mem, const char *dir, uint64_t key)
{
	return arena_printf(mem, "%s/%016llx.pch", dir,
			    (unsigned long long)key);
}

const char *pch_find(struct arena *mem, const char *dir, const struct unit *u,
		     struct sources *s, struct pch_doubts *d)
{
	uint64_t flags = flags_key(u);
	size_t n = strlen(u->src);

	do {
		const char *path;

		n = folder_length(u->src, n);
		path = path_of(mem, dir, folder_key(flags, u->src, n));
		if (!access(path, R_OK) && pch_fits(path, u, s, d))
			return path;
	} while (n);
	return NULL;
}

/* A class for the unit's folder, and for all around it. */
static uint32_t add_folders(struct pch_set *set, const struct unit *u)
{
	uint64_t flags = flags_key(u);
	size_t n = strlen(u->src);
	uint32_t class = class_around(set, flags, u->src, n);

	while ((n = folder_length(u->src, n)))
		class_around(set, flags, u->src, n);
	return class;
}

static void sort_units(struct pch_set *set, const struct unit *units)
{
	for (size_t i = 0; i < set->nunits; i++) {
		set->class_of[i] = add_folders(set, &units[i]);
		set->classes.v[set->class_of[i]].nunits++;
	}
	join_small(set);
	join_only(set);
	for (size_t i = 0; i < set->nunits; i++) {
		uint32_t c = set->class_of[i];

		while (set->classes.v[c].joined)
			c = set->classes.v[c].joined - 1;
		set->class_of[i] = c;
		if (!set->classes.v[c].first)
			set->classes.v[c].first = &units[i];
	}
}

/* The nearest class with units around each. */
static void find_around(struct pch_set *set)
{
	size_t n = set->classes.n;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t around = nearest_around(set, i);

		set->classes.v[i].around = around;
	}
	for (uint32_t i = 0; i < n; i++) {
		size_t own = set->classes.v[i].nunits;
		struct pch_class *c = &set->classes.v[i];

		for (c->below += own; c->around; c->below += own) {
			c = &set->classes.v[c->around - 1];
			set->classes.v[i].depth++;
		}
	}
}

const struct unit *pch_ordinary(const struct unit *units, size_t n)
{
	struct flags {
		uint64_t key;
		size_t n, first;
	};
	VEC(struct flags) all = {0};
	size_t best = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t key = flags_key(&units[i]);
		size_t k = 0;

		while (k < all.n && all.v[k].key != key)
			k++;
		if (k == all.n)
			vec_push(&all, (struct flags){key, 0, i});
		if (++all.v[k].n > all.v[best].n)
			best = k;
	}
	best = all.v[best].first;
	vec_free(&all);
	return &units[best];
}

void pch_plan(struct pch_set *set, const struct unit *units, size_t n,
	      const char *dir)
{
	memset(set, 0, sizeof(*set));
	set->nunits = n;
	set->class_of = arena_alloc(&set->mem, n * sizeof(*set->class_of));
	/* few units have so many folders around them */
	for (set->nslots = 1024; set->nslots < n * 32; set->nslots *= 2)
		;
	set->slots = arena_alloc(&set->mem, set->nslots * sizeof(*set->slots));
	sort_units(set, units);
	find_around(set);
	for (size_t i = 0; i < set->classes.n; i++) {
		struct pch_class *c = &set->classes.v[i];

		c->path = path_of(&set->mem, dir, c->key);
		c->header = arena_printf(&set->mem, "%s/%016llx.h", dir,
					 (unsigned long long)c->key);
		c->macros = arena_printf(&set->mem, "%s/%016llx.macros.h", dir,
					 (unsigned long long)c->key);
	}
}

void pch_free(struct pch_set *set)
{
	vec_free(&set->classes);
	arena_free(&set->mem);
	memset(set, 0, sizeof(*set));
}
