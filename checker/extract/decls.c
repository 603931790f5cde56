// SPDX-License-Identifier: GPL-2.0-only
/* Names of declarations, types and files, each asked of libclang once. */
#include "extract/lower.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#define MAX_NAMES 3 /* of one place in a union */

static void grow(struct decls *d)
{
	size_t n = d->nslots ? d->nslots * 2 : 64;
	struct decl **old = d->slot;
	size_t nold = d->nslots;

	d->slot = calloc(n, sizeof(*d->slot));
	if (!d->slot)
		abort();
	d->nslots = n;
	for (size_t i = 0; i < nold; i++) {
		size_t at;

		if (!old[i])
			continue;
		at = clang_hashCursor(old[i]->cursor) & (n - 1);
		while (d->slot[at])
			at = (at + 1) & (n - 1);
		d->slot[at] = old[i];
	}
	free(old);
}

struct decl *decls_get(struct decls *d, CXCursor cursor, int *fresh)
{
	size_t at;

	if (d->n * 2 >= d->nslots)
		grow(d);
	at = clang_hashCursor(cursor) & (d->nslots - 1);
	for (; d->slot[at]; at = (at + 1) & (d->nslots - 1)) {
		if (clang_equalCursors(d->slot[at]->cursor, cursor)) {
			*fresh = 0;
			return d->slot[at];
		}
	}
	d->slot[at] = arena_alloc(&d->mem, sizeof(struct decl));
	d->slot[at]->cursor = cursor;
	d->n++;
	*fresh = 1;
	return d->slot[at];
}

void decls_free(struct decls *d)
{
	free(d->slot);
	arena_free(&d->mem);
	memset(d, 0, sizeof(*d));
}

sym_t sym_of(CXString s)
{
	sym_t id = sym(clang_getCString(s));

	clang_disposeString(s);
	return id;
}

sym_t local_name(CXCursor var)
{
	CXString s = clang_getCursorSpelling(var);
	const char *text = clang_getCString(s);
	size_t n = text ? strlen(text) : 0;
	sym_t id;

	if (n > 2 && text[0] == '_' && text[1] == '_')
		while (n && text[n - 1] >= '0' && text[n - 1] <= '9')
			n--;
	id = n ? sym_n(text, n) : 0;
	clang_disposeString(s);
	return id;
}

sym_t type_sym(CXType t)
{
	return sym_of(clang_getTypeSpelling(clang_getUnqualifiedType(t)));
}

static int is_header_name(const char *path)
{
	size_t n = strlen(path);

	return n > 2 && !strcmp(path + n - 2, ".h");
}

/* Fold "a/./b" and "a/b/../c": Kbuild writes both. */
static void fold_path(char *p)
{
	char *out = p, *in = p;
	char *marks[256];
	size_t n = 0;

	while (*in) {
		size_t len = strcspn(in, "/");
		int slash = in[len] == '/';

		if (len == 1 && in[0] == '.') {
			;
		} else if (len == 2 && in[0] == '.' && in[1] == '.' && n) {
			out = marks[--n];
		} else {
			if (n < 256 && !(len == 2 && in[0] == '.') && len)
				marks[n++] = out;
			memmove(out, in, len + (size_t)slash);
			out += len + (size_t)slash;
		}
		in += len + (size_t)slash;
	}
	*out = 0;
}

static const char *below(const char *path, const char *dir)
{
	size_t n = dir ? strlen(dir) : 0;

	if (n && !strncmp(path, dir, n) && path[n] == '/')
		return path + n + 1;
	return NULL;
}

static sym_t shown_path(const struct tu *tu, const char *path)
{
	char full[4096];
	const char *rel;

	if (path[0] == '/')
		snprintf(full, sizeof(full), "%s", path);
	else
		snprintf(full, sizeof(full), "%s/%s", tu->unit->dir, path);
	fold_path(full);
	rel = below(full, tu->opts->tree);
	if (!rel)
		rel = below(full, tu->opts->objtree);
	return sym(rel ? rel : full);
}

sym_t tu_file(struct tu *tu, CXFile file, int *header)
{
	struct file_name n = {.file = file};
	CXString s;

	for (size_t i = tu->files.n; i-- > 0;) {
		if (tu->files.v[i].file == file) {
			*header = tu->files.v[i].header;
			return tu->files.v[i].name;
		}
	}
	s = clang_getFileName(file);
	if (clang_getCString(s)) {
		n.header = is_header_name(clang_getCString(s));
		n.name = shown_path(tu, clang_getCString(s));
	}
	clang_disposeString(s);
	vec_push(&tu->files, n);
	*header = n.header;
	return n.name;
}

sym_t tu_location(struct tu *tu, CXCursor c, uint32_t *line, uint32_t *col,
		  int *header)
{
	unsigned ln = 0, cl = 0;
	CXFile file = NULL;

	clang_getExpansionLocation(clang_getCursorLocation(c), &file, &ln, &cl,
				   NULL);
	*line = ln;
	*col = cl;
	if (!file) {
		*header = 1;
		return 0;
	}
	return tu_file(tu, file, header);
}

static sym_t typedef_name(CXCursor record)
{
	CXString s = clang_getTypeSpelling(clang_getCursorType(record));
	const char *text = clang_getCString(s);
	sym_t id = 0;

	if (text && !strchr(text, '(') && !strchr(text, ' '))
		id = sym(text);
	clang_disposeString(s);
	return id;
}

sym_t tu_record_name(CXCursor record)
{
	for (;;) {
		CXString s = clang_getCursorSpelling(record);
		const char *text = clang_getCString(s);
		int named = text && *text && !strchr(text, '(');
		sym_t id = named ? sym(text) : 0;
		enum CXCursorKind kind;

		clang_disposeString(s);
		if (!id)
			id = typedef_name(record);
		if (id)
			return id;
		record = clang_getCursorSemanticParent(record);
		kind = clang_getCursorKind(record);
		if (kind != CXCursor_StructDecl && kind != CXCursor_UnionDecl)
			return 0;
	}
}

/* The unnamed member that stands for an anonymous struct or union. */
static int is_implicit(CXCursor field)
{
	CXString s = clang_getCursorSpelling(field);
	const char *text = clang_getCString(s);
	int yes = !text || !*text || strchr(text, '(');

	clang_disposeString(s);
	return yes;
}

int is_function_pointer(CXType type)
{
	CXType t = clang_getPointeeType(clang_getCanonicalType(type));

	return clang_getCanonicalType(t).kind == CXType_FunctionProto;
}

struct pointers {
	CXCursor first;
	size_t n;
};

static enum CXVisitorResult count_pointer(CXCursor field, CXClientData data)
{
	struct pointers *p = data;

	if (is_function_pointer(clang_getCursorType(field)) && !p->n++)
		p->first = field;
	return CXVisit_Continue;
}

/* A few pointers to functions that share their place in a union have one name:
 * what is stored in one member is called through another (an old and a new name
 * of it). Many are the hooks of a registry, which tells them apart. */
static CXCursor named_after(CXCursor field)
{
	CXCursor parent = clang_getCursorSemanticParent(field);
	struct pointers p = {.n = 0};

	if (clang_getCursorKind(parent) == CXCursor_UnionDecl &&
	    is_function_pointer(clang_getCursorType(field)))
		clang_Type_visitFields(clang_getCursorType(parent),
				       count_pointer, &p);
	return p.n && p.n <= MAX_NAMES ? p.first : field;
}

struct decl *tu_field(struct tu *tu, CXCursor field)
{
	int fresh;
	struct decl *d = decls_get(&tu->decls, field, &fresh);

	if (!fresh)
		return d;
	d->kind = E_FIELD;
	if (!is_implicit(field))
		d->name = sym_of(clang_getCursorSpelling(named_after(field)));
	d->strct = tu_record_name(clang_getCursorSemanticParent(field));
	d->type = type_sym(clang_getCursorType(field));
	return d;
}

static void queue(struct tu *tu, CXCursor c)
{
	struct cursors *q = &tu->queue;

	vec_push(q, c);
}

struct decl *tu_function(struct tu *tu, CXCursor fn)
{
	CXCursor def;
	uint32_t line, col;
	int fresh, header;
	struct decl *d;

	fn = clang_getCanonicalCursor(fn);
	d = decls_get(&tu->decls, fn, &fresh);
	if (!fresh)
		return d;
	d->kind = E_FUNC;
	d->name = sym_of(clang_getCursorSpelling(fn));
	def = clang_getCursorDefinition(fn);
	if (clang_Cursor_isNull(def)) {
		CXType type = clang_getCursorType(fn);
		CXString s = clang_getTypeSpelling(type);

		d->noreturn = strstr(clang_getCString(s), "noreturn") != NULL;
		clang_disposeString(s);
		/* a call that the compiler must prove dead: it is not there */
		d->never = has_unexposed_attribute(fn) &&
			   attribute_argument(fn, "error");
		return d;
	}
	tu_location(tu, def, &line, &col, &header);
	if (header && !d->queued) {
		d->queued = 1;
		queue(tu, def);
	}
	return d;
}

struct by_name {
	struct tu *tu;
	const char *name;
};

static enum CXChildVisitResult find_function(CXCursor c, CXCursor parent,
					     CXClientData data)
{
	struct by_name *want = data;
	CXString s;
	int found;

	(void)parent;
	if (clang_getCursorKind(c) != CXCursor_FunctionDecl)
		return CXChildVisit_Continue;
	s = clang_getCursorSpelling(c);
	found = !strcmp(clang_getCString(s), want->name);
	clang_disposeString(s);
	if (!found)
		return CXChildVisit_Continue;
	tu_function(want->tu, c);
	return CXChildVisit_Break;
}

void tu_named_function(struct tu *tu, sym_t name)
{
	struct by_name want = {tu, sym_str(name)};

	for (size_t i = 0; i < tu->looked_up.n; i++)
		if (tu->looked_up.v[i] == name)
			return;
	vec_push(&tu->looked_up, name);
	clang_visitChildren(clang_getTranslationUnitCursor(tu->clang),
			    find_function, &want);
}

/* A static variable with a reserved name that ends in a number has it from
 * __COUNTER__, whose value depends on what was parsed before: the first of its
 * name gets "~", the others "~2", "~3" ..., in the order of use. */
static sym_t counted_name(struct tu *tu, CXCursor var, sym_t owner)
{
	sym_t name = sym_of(clang_getCursorSpelling(var)), base = 0;
	struct buf text = {0};
	size_t n = 1;

	if (clang_getCursorLinkage(var) != CXLinkage_External)
		base = local_name(var);
	if (owner)
		buf_printf(&text, "%s.", sym_str(owner));
	buf_puts(&text, sym_str(base && base != name ? base : name));
	if (base && base != name) {
		buf_puts(&text, "~");
		base = sym(text.v);
		for (size_t i = 0; i < tu->counted.n; i++)
			n += tu->counted.v[i] == base;
		vec_push(&tu->counted, base);
		if (n > 1)
			buf_printf(&text, "%zu", n);
	}
	name = sym(text.v);
	buf_free(&text);
	return name;
}

struct decl *tu_variable(struct tu *tu, CXCursor var, sym_t owner)
{
	CXCursor def;
	uint32_t line, col;
	int fresh, header;
	struct decl *d;

	var = clang_getCanonicalCursor(var);
	d = decls_get(&tu->decls, var, &fresh);
	if (!fresh)
		return d;
	d->kind = E_GLOBAL;
	d->name = counted_name(tu, var, owner);
	if (owner)
		return d;
	def = clang_getCursorDefinition(var);
	if (clang_Cursor_isNull(def))
		return d;
	tu_location(tu, def, &line, &col, &header);
	if (header) {
		d->queued = 1;
		queue(tu, def);
	}
	return d;
}

static enum CXChildVisitResult collect(CXCursor c, CXCursor parent,
				       CXClientData data)
{
	struct cursors *out = data;

	(void)parent;
	vec_push(out, c);
	return CXChildVisit_Continue;
}

struct cursors children(CXCursor c)
{
	struct cursors out = {0};

	clang_visitChildren(c, collect, &out);
	return out;
}

int has_unexposed_attribute(CXCursor decl)
{
	struct cursors kids = children(decl);
	int found = 0;

	for (size_t i = 0; i < kids.n; i++)
		found |= clang_getCursorKind(kids.v[i]) ==
			 CXCursor_UnexposedAttr;
	vec_free(&kids);
	return found;
}

/* libclang names no attribute but prints them all: read the print. */
sym_t attribute_argument(CXCursor decl, const char *name)
{
	CXPrintingPolicy policy = clang_getCursorPrintingPolicy(decl);
	CXString s;
	const char *text, *at;
	char printed[64]; /* "((error(": a function's own name may end so too */
	sym_t id = 0;

	snprintf(printed, sizeof(printed), "((%s", name);
	clang_PrintingPolicy_setProperty(policy, CXPrintingPolicy_TerseOutput,
					 1);
	s = clang_getCursorPrettyPrinted(decl, policy);
	text = clang_getCString(s);
	at = text ? strstr(text, printed) : NULL;
	if (at) {
		at += strlen(printed);
		if (*at == '(') {
			at += 1 + (at[1] == '"');
			id = sym_n(at, strcspn(at, "\")"));
		} else {
			id = sym(name);
		}
	}
	clang_disposeString(s);
	clang_PrintingPolicy_dispose(policy);
	return id;
}
