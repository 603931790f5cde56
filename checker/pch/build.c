// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shared headers: precompilation. What does not parse, or would change what
 * others see, is left out line by line, until the rest does.
 */
#include "pch/pch.h"
#include "extract/lower.h"
#include "pch/guards.h"
#include "pch/names.h"
#include "base/msg.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_RETRIES 40

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

const char *directive(const char *p)
{
	p += strspn(p, " \t");
	return *p == '#' ? p + 1 + strspn(p + 1, " \t") : NULL;
}

/* Is it read once, though it has no guard? @line: as in guards_itself() */
static int is_read_once(CXTranslationUnit tu, CXFile file, unsigned line)
{
	size_t n = 0;
	const char *text = clang_getFileContents(tu, file, &n);

	return text && guards_itself(text, line);
}

/* What is below has something else of that name: most units would say so. */
static int is_clash(CXDiagnostic d)
{
	CXString s = clang_getDiagnosticSpelling(d);
	const char *text = clang_getCString(s);
	int clash = clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error &&
		    (!strncmp(text, "redefinition of", 15) ||
		     !strncmp(text, "conflicting types", 17));

	clang_disposeString(s);
	return clash;
}

/* A macro that whoever includes the header defines once more. */
static int is_said_again(CXTranslationUnit tu, CXDiagnostic d, CXFile file,
			 unsigned line)
{
	return clang_getDiagnosticSeverity(d) == CXDiagnostic_Warning && file &&
	       is_read_once(tu, file, line);
}

/* The lines of the shared header whose includes do not parse, change a macro
 * that others use (a driver's own must not reach its neighbours), or name a
 * type that a header before them would have defined (-Wvisibility); these
 * warnings are the only ones that are on. 0 = none. */
static size_t bad_lines(CXTranslationUnit tu, const char *header,
			unsigned *lines, size_t max, int *clash)
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
			if (!is_said_again(tu, d, b.wanted, line))
				lines[n++] = b.line;
			*clash |= is_clash(d);
		}
		clang_disposeDiagnostic(d);
	}
	return n;
}

/* "define NAME(" or "define NAME NAME" at @p; Return: the name, or 0 */
static sym_t declarable(const char *p)
{
	size_t n, gap;

	if (strncmp(p, "define", 6))
		return 0;
	p += 6 + strspn(p + 6, " \t");
	n = strspn(p, NAME_CHARACTERS);
	gap = strspn(p + n, " \t");
	if (p[n] == '(' || (gap && !strncmp(p, p + n + gap, n) &&
			    !strspn(p + n + gap + n, NAME_CHARACTERS)))
		return n ? sym_n(p, n) : 0;
	return 0;
}

/* The next macro that is defined from the line at *@p on and that can be
 * declared, or 0; *@p: the line behind it, or NULL. */
static sym_t next_macro(const char **p)
{
	while (*p) {
		const char *d = directive(*p);
		sym_t name = d ? declarable(d) : 0;

		*p = strchr(*p, '\n');
		*p += *p != NULL;
		if (name)
			return name;
	}
	return 0;
}

struct unguarded {
	CXTranslationUnit tu;
	CXFile self; /* not what Kbuild includes first */
	unsigned *lines;
	size_t n, max;
};

static void find_unguarded(CXFile file, CXSourceLocation *stack, unsigned n,
			   CXClientData data)
{
	struct unguarded *u = data;
	CXFile in = NULL;
	unsigned line;

	if (n != 1 || u->n == u->max ||
	    clang_isFileMultipleIncludeGuarded(u->tu, file) ||
	    is_read_once(u->tu, file, 0))
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

/* @unit: the text of @path; NULL: what is in that file, a header. */
static CXTranslationUnit parse_with(CXIndex index, const struct pch_class *c,
				    const char *path,
				    struct CXUnsavedFile *unit, const char *pch,
				    unsigned options)
{
	const struct unit *u = c->first;
	VEC(const char *) argv = {0};
	CXTranslationUnit tu = NULL;

	for (int i = 0; i < u->argc; i++) {
		/* the one below holds what Kbuild includes first */
		if (pch && !strcmp(u->argv[i], "-include"))
			i++;
		else if (!is_name_macro(u->argv[i]))
			vec_push(&argv, u->argv[i]);
	}
	if (pch) {
		vec_push(&argv, "-include-pch");
		vec_push(&argv, pch);
	}
	vec_push(&argv, "-Wno-everything");
	vec_push(&argv, "-Wmacro-redefined");
	vec_push(&argv, "-Wvisibility");
	if (!unit)
		vec_push(&argv, "-xc-header");
	clang_parseTranslationUnit2(index, path, argv.v, (int)argv.n, unit,
				    unit != NULL, options, &tu);
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
	const struct pch_class *class; /* its own files are ours, and new */
	struct inputs *in;
	struct preprocessed done;
	struct arena *mem;
	struct hashes entered; /* the files that were read */
	CXFile last;	       /* that was asked for, and its name */
	char *name;
};

/* The name of the file, clean, or NULL. Most are asked for many times. */
static char *name_of(struct input_list *list, CXFile file)
{
	CXString s;

	if (!file)
		return NULL;
	if (file == list->last)
		return list->name;
	list->last = file;
	list->name = NULL;
	s = clang_getFileName(file);
	if (clang_getCString(s))
		list->name = path_clean(list->mem, list->class->first->dir,
					clang_getCString(s));
	clang_disposeString(s);
	return list->name;
}

static void add_input(CXFile file, CXSourceLocation *stack, unsigned n,
		      CXClientData data)
{
	struct input_list *list = data;
	CXFile by = NULL;
	unsigned line = 0;
	char *name = name_of(list, file);

	if (!name || !strcmp(name, list->class->header) ||
	    !strcmp(name, list->class->macros))
		return;
	if (n)
		clang_getExpansionLocation(stack[0], &by, &line, NULL, NULL);
	hashes_add(&list->entered, (uintptr_t)file);
	vec_push(list->in, name);
	vec_push(&list->done.files,
		 (struct entered){name, name_of(list, by), line});
}

static enum CXChildVisitResult add_said(CXCursor c, CXCursor parent,
					CXClientData data)
{
	struct input_list *list = data;
	enum CXCursorKind kind = clang_getCursorKind(c);
	struct said said = {0};
	CXFile file = NULL;
	CXString name;

	(void)parent;
	if (kind != CXCursor_MacroDefinition &&
	    kind != CXCursor_InclusionDirective)
		return CXChildVisit_Continue;
	clang_getExpansionLocation(clang_getCursorLocation(c), &file,
				   &said.line, NULL, NULL);
	said.path = name_of(list, file);
	if (!said.path)
		return CXChildVisit_Continue;
	if (kind == CXCursor_InclusionDirective) {
		said.to = name_of(list, clang_getIncludedFile(c));
	} else {
		name = clang_getCursorSpelling(c);
		said.macro = name_hash(clang_getCString(name),
				       strlen(clang_getCString(name)));
		said.call = clang_Cursor_isMacroFunctionLike(c);
		clang_disposeString(name);
	}
	vec_push(&list->done.said, said);
	return CXChildVisit_Continue;
}

/* Of what is below all is known, and its lines would have to be counted. */
static int is_below(const struct input_list *list, CXSourceLocation at)
{
	CXFile file = NULL;

	clang_getExpansionLocation(at, &file, NULL, NULL, NULL);
	return !hashes_has(&list->entered, (uintptr_t)file);
}

static void add_skipped(struct input_list *list, CXTranslationUnit tu)
{
	CXSourceRangeList *all = clang_getAllSkippedRanges(tu);

	for (unsigned i = 0; all && i < all->count; i++) {
		CXSourceLocation from = clang_getRangeStart(all->ranges[i]);
		CXSourceLocation to = clang_getRangeEnd(all->ranges[i]);
		struct skipped skipped = {0};
		CXFile file = NULL;

		if (is_below(list, from))
			continue;
		clang_getExpansionLocation(to, NULL, &skipped.lines.to, NULL,
					   NULL);
		clang_getExpansionLocation(from, &file, &skipped.lines.from,
					   NULL, NULL);
		skipped.path = name_of(list, file);
		if (skipped.path)
			vec_push(&list->done.skipped, skipped);
	}
	clang_disposeSourceRangeList(all);
}

/* ---- macros of the header below ---- */

static void list_macros(const char *path, struct buf *out, uint8_t **known,
			size_t *nknown)
{
	struct buf text = {0};
	const char *p;
	sym_t name;

	if (file_read(&text, path))
		text.n = 0;
	p = text.n ? text.v : NULL;
	while ((name = next_macro(&p))) {
		if (name >= *nknown) {
			size_t old = *nknown;

			*known = vec_grow(*known, nknown, name + 1, 1);
			memset(*known + old, 0, *nknown - old);
		}
		if (!(*known)[name])
			buf_printf(out,
				   "#pragma push_macro(\"%s\")\n"
				   "#pragma pop_macro(\"%s\")\n",
				   sym_str(name), sym_str(name));
		(*known)[name] = 1;
	}
	buf_free(&text);
}

/*
 * clang 19 loses a macro of the header below if something of that name is
 * declared on top of it (min() and a parameter "min"): it writes the name once
 * more, with its declarations only (ASTWriter::WriteIdentifierTable). Macros
 * that are defined anew are written, so all of them are that can be declared.
 */
static int write_macros(const struct pch_class *c, const struct inputs *below)
{
	struct buf text = {0};
	uint8_t *known = NULL;
	size_t nknown = 0;
	int err;

	buf_puts(&text, "#pragma once\n");
	for (size_t i = 0; i < below->n; i++)
		list_macros(below->v[i], &text, &known, &nknown);
	err = file_write(c->macros, text.v, text.n);
	free(known);
	buf_free(&text);
	return err;
}

/* libclang survives most of its crashes, but says so on stderr. */
static int silence(int was)
{
	int fd = was < 0 ? open("/dev/null", O_WRONLY | O_CLOEXEC) : was;
	int old = was < 0 ? dup(2) : -1;

	fflush(stderr);
	if (fd >= 0) {
		dup2(fd, 2);
		close(fd);
	}
	return old;
}

/* Can it be read? In a long chain clang 19 may write what it cannot. */
static int is_readable(const struct pch_class *c)
{
	static const char text[] = "int gfpcheck;\n";
	struct CXUnsavedFile unit = {"/gfpcheck-empty.c", text,
				     sizeof(text) - 1};
	CXIndex index = clang_createIndex(1, 0);
	CXTranslationUnit tu = parse_with(index, c, unit.Filename, &unit,
					  c->path, CXTranslationUnit_None);
	int readable = tu && !clang_getNumDiagnostics(tu);

	clang_disposeTranslationUnit(tu);
	clang_disposeIndex(index);
	return readable;
}

enum { AGAIN, BUILT, FAILED };

static int build_once(const struct pch_class *c, const struct pch_class *base,
		      struct input_list *list)
{
	CXIndex index = clang_createIndex(1, 0);
	CXTranslationUnit tu = parse_with(
		index, c, c->header, NULL, base ? base->path : NULL,
		CXTranslationUnit_ForSerialization |
			CXTranslationUnit_DetailedPreprocessingRecord |
			CXTranslationUnit_Incomplete |
			CXTranslationUnit_KeepGoing);
	unsigned lines[64];
	size_t bad = 0;
	int clash = 0, result = AGAIN;

	if (tu)
		bad = bad_lines(tu, c->header, lines, 64, &clash);
	if (tu)
		bad += unguarded_lines(tu, c->header, lines + bad, 64 - bad);
	if (!tu || (bad && !lines[0]) || (base && clash)) {
		result = FAILED; /* nothing to leave out, or too much */
	} else if (bad) {
		drop_lines(c->header, lines, bad);
	} else if (!save_header(tu, c->path)) {
		clang_getInclusions(tu, add_input, list);
		clang_visitChildren(clang_getTranslationUnitCursor(tu),
				    add_said, list);
		add_skipped(list, tu);
		result = BUILT;
	}
	clang_disposeTranslationUnit(tu);
	clang_disposeIndex(index);
	return result;
}

static int build(const struct pch_class *c, const struct pch_class *base,
		 struct input_list *list)
{
	int result = AGAIN;

	for (int i = 0; i < MAX_RETRIES && result == AGAIN; i++)
		result = build_once(c, base, list);
	if (result == BUILT && base && !is_readable(c))
		result = FAILED;
	return result == BUILT ? 0 : -1;
}

int pch_build(const struct pch_class *c, const struct pch_class *base,
	      struct inputs *in, struct arena *mem, struct sources *s)
{
	struct input_list list = {.class = c, .in = in, .mem = mem};
	int err, said;

	unlink(names_path(mem, c->path));
	if (chdir(c->first->dir) || write_macros(c, in))
		return -1;
	said = silence(-1);
	err = build(c, base, &list);
	silence(said);
	if (!err)
		err = names_write(c->path, base ? base->path : NULL, c->first,
				  &list.done, s);
	vec_free(&list.done.files);
	vec_free(&list.done.said);
	vec_free(&list.done.skipped);
	hashes_free(&list.entered);
	if (err)
		unlink(c->path);
	return err;
}
