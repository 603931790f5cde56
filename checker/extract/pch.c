// SPDX-License-Identifier: GPL-2.0-only
/* Shared headers: classes of flags, choice of headers, precompilation. */
#include "extract/pch.h"
#include "extract/lower.h"
#include "base/msg.h"

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
#define MIN_OWN_SHARE 2
#define MAX_RETRIES 40

/* Building a header costs as much as parsing two or three units. */
#define FOLDER_UNITS 40

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

/* ---- what to include ---- */

struct count {
	sym_t name; /* as it stands after #include */
	size_t n, place;
	size_t last; /* the unit that counted last, + 1 */
};

struct counts {
	VEC(struct count) all;
	uint32_t *of; /* sym -> index + 1 */
	size_t nof;
	VEC(sym_t) unit; /* of the one that is read */
};

/* @place: in thousandths of the unit's includes. */
static void count_header(struct counts *c, sym_t name, size_t unit,
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
	h->n++;
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

		if (strncmp(dir, "-I", 2) || !dir[2])
			continue;
		full = arena_printf(mem, "%s/%.*s",
				    path_clean(mem, u->dir, dir + 2), (int)n,
				    name);
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
static void list_includes(struct counts *c, const char *text,
			  const struct unit *u)
{
	struct arena mem = {0};
	int depth = 0;

	vec_clear(&c->unit);
	for (const char *p = text; p && *p;
	     p = strchr(p, '\n'), p = p ? p + 1 : NULL) {
		const char *q = p + strspn(p, " \t");
		sym_t name;

		if (*q != '#')
			continue;
		q += 1 + strspn(q + 1, " \t");
		if (!strncmp(q, "if", 2))
			depth++;
		else if (!strncmp(q, "endif", 5))
			depth--;
		if (depth || strncmp(q, "include", 7))
			continue;
		q += 7 + strspn(q + 7, " \t");
		name = includable(&mem, q, u);
		if (name)
			vec_push(&c->unit, name);
	}
	arena_free(&mem);
}

static void count_includes(struct counts *c, const struct unit *u, size_t unit)
{
	struct buf src = {0};

	if (!file_read(&src, u->path))
		list_includes(c, src.v, u);
	for (size_t i = 0; i < c->unit.n; i++)
		count_header(c, c->unit.v[i], unit, i * 1000 / c->unit.n);
	vec_clear(&c->unit);
	buf_free(&src);
}

static int is_own(const struct count *c)
{
	return *sym_str(c->name) == '"';
}

/* In the order in which units include them: some need those before. Those
 * beside the unit come last, so that it is seen what they define anew. */
static int by_place(const void *a, const void *b)
{
	const struct count *x = a, *y = b;
	size_t px = x->place * y->n, py = y->place * x->n;

	if (is_own(x) != is_own(y))
		return is_own(x) - is_own(y);
	return px != py ? (px < py ? -1 : 1) : sym_cmp(x->name, y->name);
}

static size_t share_of(const struct count *c)
{
	if (is_own(c))
		return MIN_OWN_SHARE;
	return strncmp(sym_str(c->name), "<linux/", 7) ? MIN_KIND_SHARE
						       : MIN_SHARE;
}

static void write_choice(struct buf *text, const struct counts *counts,
			 size_t seen)
{
	for (size_t i = 0; i < counts->all.n; i++)
		if (counts->all.v[i].n * share_of(&counts->all.v[i]) >= seen)
			buf_printf(text, "#include %s\n",
				   sym_str(counts->all.v[i].name));
}

int pch_choose(struct pch_set *set, size_t class, const struct unit *units)
{
	struct pch_class *c = &set->classes.v[class];
	struct counts counts = {0};
	struct buf text = {0};
	size_t seen = 0;
	int err;

	for (size_t i = 0; i < set->nunits; i++) {
		if (set->class_of[i] != class || units[i].missing)
			continue;
		count_includes(&counts, &units[i], i);
		seen++;
	}
	if (counts.all.n)
		qsort(counts.all.v, counts.all.n, sizeof(*counts.all.v),
		      by_place);
	write_unit_names(&text, c->first);
	write_choice(&text, &counts, seen);
	err = file_write(c->header, text.v ? text.v : "", text.n);
	buf_free(&text);
	vec_free(&counts.all);
	vec_free(&counts.unit);
	free(counts.of);
	return err;
}

static char *path_of(struct arena *mem, const char *dir, uint64_t key)
{
	return arena_printf(mem, "%s/%016llx.pch", dir,
			    (unsigned long long)key);
}

const char *pch_find(struct arena *mem, const char *dir, const struct unit *u)
{
	uint64_t flags = flags_key(u);
	size_t n = strlen(u->src);

	do {
		const char *path;

		n = folder_length(u->src, n);
		path = path_of(mem, dir, folder_key(flags, u->src, n));
		if (!access(path, R_OK))
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
	for (size_t i = 0; i < set->nunits; i++) {
		uint32_t c = set->class_of[i];

		while (set->classes.v[c].joined)
			c = set->classes.v[c].joined - 1;
		set->class_of[i] = c;
		if (!set->classes.v[c].first)
			set->classes.v[c].first = &units[i];
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
	for (size_t i = 0; i < set->classes.n; i++) {
		struct pch_class *c = &set->classes.v[i];

		c->path = path_of(&set->mem, dir, c->key);
		c->header = arena_printf(&set->mem, "%s/%016llx.h", dir,
					 (unsigned long long)c->key);
	}
}

struct blame {
	CXFile wanted;
	unsigned line; /* of the include in the shared header */
};

static void find_include(CXFile file, CXSourceLocation *stack, unsigned n,
			 CXClientData data)
{
	struct blame *b = data;

	if (n && file == b->wanted && !b->line)
		clang_getExpansionLocation(stack[n - 1], NULL, &b->line, NULL,
					   NULL);
}

/* The lines of the shared header whose includes do not parse, or change a macro
 * that others use (the only warning that is on: a driver's own must not reach
 * its neighbours); 0 = none. */
static size_t bad_lines(CXTranslationUnit tu, const char *header,
			unsigned *lines, size_t max)
{
	CXFile self = clang_getFile(tu, header);
	size_t n = 0;

	for (unsigned i = 0; i < clang_getNumDiagnostics(tu) && n < max; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);
		struct blame b = {0};
		unsigned line = 0;

		if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Warning) {
			clang_getExpansionLocation(
				clang_getDiagnosticLocation(d), &b.wanted,
				&line, NULL, NULL);
			if (b.wanted == self)
				b.line = line;
			else
				clang_getInclusions(tu, find_include, &b);
			lines[n++] = b.line;
		}
		clang_disposeDiagnostic(d);
	}
	return n;
}

struct unguarded {
	CXTranslationUnit tu;
	CXFile self; /* not what Kbuild includes first */
	unsigned *lines;
	size_t n, max;
};

/* "#if !defined(THIS) || defined(READ_AGAIN)": a header of trace points, which
 * is read once but for those who ask for more (include/trace/define_trace.h) */
static int guards_itself(CXTranslationUnit tu, CXFile file)
{
	size_t n = 0;
	const char *text = clang_getFileContents(tu, file, &n);

	for (const char *p = text; p; p = strchr(p, '\n')) {
		p += strspn(p, "\n \t");
		if (*p != '#')
			continue;
		p += 1 + strspn(p + 1, " \t");
		if (!strncmp(p, "if", 2))
			return !strncmp(p, "if !defined", 11) &&
			       memmem(p, strcspn(p, "\n"), "||", 2);
	}
	return 0;
}

static void find_unguarded(CXFile file, CXSourceLocation *stack, unsigned n,
			   CXClientData data)
{
	struct unguarded *u = data;
	CXFile in = NULL;
	unsigned line;

	if (n != 1 || u->n == u->max ||
	    clang_isFileMultipleIncludeGuarded(u->tu, file) ||
	    guards_itself(u->tu, file))
		return;
	clang_getExpansionLocation(stack[0], &in, &line, NULL, NULL);
	if (in && clang_File_isEqual(in, u->self))
		u->lines[u->n++] = line;
}

/* A unit that includes such a header once more would see it twice. */
static size_t unguarded_lines(CXTranslationUnit tu, const char *header,
			      unsigned *lines, size_t max)
{
	struct unguarded u = {tu, clang_getFile(tu, header), lines, 0, max};

	clang_getInclusions(tu, find_unguarded, &u);
	return u.n;
}

static void drop_lines(const char *header, const unsigned *lines, size_t n)
{
	struct buf in = {0}, out = {0};
	unsigned at = 1;

	if (file_read(&in, header))
		die("cannot read %s: %s", header, strerror(errno));
	for (char *p = in.v; p && *p; at++) {
		size_t len = strcspn(p, "\n");
		int drop = 0;

		for (size_t i = 0; i < n; i++)
			drop |= lines[i] == at;
		if (!drop)
			buf_add(&out, p, len);
		buf_puts(&out, "\n");
		p += len + (p[len] == '\n');
	}
	if (file_write(header, out.v, out.n))
		die("cannot write %s: %s", header, strerror(errno));
	buf_free(&in);
	buf_free(&out);
}

static CXTranslationUnit parse_header(CXIndex index, const struct unit *u,
				      const char *header)
{
	VEC(const char *) argv = {0};
	CXTranslationUnit tu = NULL;

	for (int i = 0; i < u->argc; i++)
		if (!is_name_macro(u->argv[i]))
			vec_push(&argv, u->argv[i]);
	vec_push(&argv, "-Wno-everything");
	vec_push(&argv, "-Wmacro-redefined");
	vec_push(&argv, "-xc-header");
	clang_parseTranslationUnit2(index, header, argv.v, (int)argv.n, NULL, 0,
				    CXTranslationUnit_ForSerialization |
					    CXTranslationUnit_Incomplete |
					    CXTranslationUnit_KeepGoing,
				    &tu);
	vec_free(&argv);
	return tu;
}

static int save_header(CXTranslationUnit tu, const char *path)
{
	struct buf tmp = {0};
	int err;

	buf_printf(&tmp, "%s.%d.tmp", path, (int)getpid());
	err = clang_saveTranslationUnit(tu, tmp.v, 0) != CXSaveError_None;
	if (!err)
		err = rename(tmp.v, path);
	if (err)
		unlink(tmp.v);
	buf_free(&tmp);
	return err ? -1 : 0;
}

struct input_list {
	const char *self; /* ours, and new */
	struct inputs *in;
	struct arena *mem;
};

static void add_input(CXFile file, CXSourceLocation *stack, unsigned n,
		      CXClientData data)
{
	struct input_list *list = data;
	CXString s = clang_getFileName(file);

	(void)stack;
	(void)n;
	if (strcmp(clang_getCString(s), list->self))
		vec_push(list->in,
			 arena_strdup(list->mem, clang_getCString(s)));
	clang_disposeString(s);
}

/* Return: 1 built, 0 try again, -1 never */
static int build_once(const struct pch_class *c, struct input_list *list)
{
	CXIndex index = clang_createIndex(0, 0);
	CXTranslationUnit tu = parse_header(index, c->first, c->header);
	unsigned lines[64];
	size_t bad = 0;
	int done = 0;

	if (tu)
		bad = bad_lines(tu, c->header, lines, 64);
	if (tu && !bad)
		bad = unguarded_lines(tu, c->header, lines, 64);
	if (!tu || (bad && !lines[0])) {
		done = -1; /* nothing to leave out: give up */
	} else if (bad) {
		drop_lines(c->header, lines, bad);
	} else if (!save_header(tu, c->path)) {
		clang_getInclusions(tu, add_input, list);
		done = 1;
	}
	clang_disposeTranslationUnit(tu);
	clang_disposeIndex(index);
	return done;
}

int pch_build(const struct pch_class *c, struct inputs *in, struct arena *mem)
{
	struct input_list list = {c->header, in, mem};
	int done = 0;

	if (chdir(c->first->dir))
		return -1;
	for (int i = 0; i < MAX_RETRIES && !done; i++)
		done = build_once(c, &list);
	return done == 1 ? 0 : -1;
}

void pch_free(struct pch_set *set)
{
	vec_free(&set->classes);
	arena_free(&set->mem);
	memset(set, 0, sizeof(*set));
}
