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

/* a header serves if one unit in this many includes it */
#define MIN_SHARE 25
#define MAX_RETRIES 40

/* Folders to search and names to define differ between units of one class. */
static int is_private_flag(const char *a)
{
	return !strncmp(a, "-I", 2) || is_name_macro(a);
}

uint64_t pch_key(const struct unit *u)
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

static uint32_t class_for(struct pch_set *set, const struct unit *u)
{
	uint64_t key = pch_key(u);

	for (size_t i = 0; i < set->classes.n; i++)
		if (set->classes.v[i].key == key)
			return (uint32_t)i;
	vec_push(&set->classes, (struct pch_class){.key = key, .first = u});
	return (uint32_t)(set->classes.n - 1);
}

struct count {
	sym_t name;
	size_t n;
	size_t last; /* the unit that counted last, + 1 */
};

struct counts {
	VEC(struct count) all;
	uint32_t *of; /* sym -> index + 1 */
	size_t nof;
};

static void count_header(struct counts *c, sym_t name, size_t unit)
{
	if (name >= c->nof) {
		size_t old = c->nof;

		c->of = vec_grow(c->of, &c->nof, name + 1, sizeof(*c->of));
		memset(c->of + old, 0, (c->nof - old) * sizeof(*c->of));
	}
	if (!c->of[name]) {
		vec_push(&c->all, (struct count){.name = name});
		c->of[name] = (uint32_t)c->all.n;
	}
	if (c->all.v[c->of[name] - 1].last == unit + 1)
		return;
	c->all.v[c->of[name] - 1].last = unit + 1;
	c->all.v[c->of[name] - 1].n++;
}

/* #include <linux/x.h>, outside conditionals: a header all may share. */
static void count_includes(struct counts *c, const char *text, size_t unit)
{
	int depth = 0;

	for (const char *p = text; p && *p;
	     p = strchr(p, '\n'), p = p ? p + 1 : NULL) {
		const char *q = p + strspn(p, " \t");
		size_t n;

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
		n = strcspn(q, ">\n");
		if (*q == '<' && q[n] == '>' && !strncmp(q, "<linux/", 7))
			count_header(c, sym_n(q + 1, n - 1), unit);
	}
}

static int by_count(const void *a, const void *b)
{
	const struct count *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return sym_cmp(x->name, y->name);
}

static void write_choice(struct buf *text, const struct counts *counts,
			 size_t seen)
{
	for (size_t i = 0; i < counts->all.n; i++)
		if (counts->all.v[i].n * MIN_SHARE >= seen)
			buf_printf(text, "#include <%s>\n",
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
		struct buf src = {0};

		if (set->class_of[i] != class || units[i].missing)
			continue;
		if (!file_read(&src, units[i].path)) {
			count_includes(&counts, src.v, i);
			seen++;
		}
		buf_free(&src);
	}
	if (counts.all.n)
		qsort(counts.all.v, counts.all.n, sizeof(*counts.all.v),
		      by_count);
	write_unit_names(&text, c->first);
	write_choice(&text, &counts, seen);
	err = file_write(c->header, text.v ? text.v : "", text.n);
	buf_free(&text);
	vec_free(&counts.all);
	free(counts.of);
	return err;
}

const char *pch_path(struct arena *mem, const char *dir, uint64_t key)
{
	return arena_printf(mem, "%s/%016llx.pch", dir,
			    (unsigned long long)key);
}

void pch_plan(struct pch_set *set, const struct unit *units, size_t n,
	      const char *dir)
{
	memset(set, 0, sizeof(*set));
	set->nunits = n;
	set->class_of = arena_alloc(&set->mem, n * sizeof(*set->class_of));
	for (size_t i = 0; i < n; i++) {
		set->class_of[i] = class_for(set, &units[i]);
		set->classes.v[set->class_of[i]].nunits++;
	}
	for (size_t i = 0; i < set->classes.n; i++) {
		struct pch_class *c = &set->classes.v[i];

		c->path = pch_path(&set->mem, dir, c->key);
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

/* The lines of the shared header whose includes do not parse; 0 = none. */
static size_t bad_lines(CXTranslationUnit tu, const char *header,
			unsigned *lines, size_t max)
{
	CXFile self = clang_getFile(tu, header);
	size_t n = 0;

	for (unsigned i = 0; i < clang_getNumDiagnostics(tu) && n < max; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);
		struct blame b = {0};
		unsigned line = 0;

		if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error) {
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
	vec_push(&argv, "-w");
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
