// SPDX-License-Identifier: GPL-2.0-only
/*
 * One unit: parse it, lower what it defines, then, transitively, the inline
 * functions and tables of headers that it uses.
 */
#include "extract/lower.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAMES_FILE "/gfpcheck-unit-names.h"

struct command {
	struct buf names;
	VEC(const char *) argv;
	VEC(struct CXUnsavedFile) unsaved;
};

int is_name_macro(const char *a)
{
	/* -DKBUILD_MODNAME=..., -D__KBUILD_MODNAME=...: a unit's own names */
	return !strncmp(a, "-DKBUILD_", 9) || !strncmp(a, "-D__KBUILD_", 11);
}

void write_unit_names(struct buf *out, const struct unit *u)
{
	for (int i = 0; i < u->argc; i++) {
		const char *a = u->argv[i], *eq = strchr(a, '=');

		if (!is_name_macro(a) || !eq)
			continue;
		buf_printf(out, "#undef %.*s\n#define %.*s %s\n",
			   (int)(eq - a - 2), a + 2, (int)(eq - a - 2), a + 2,
			   eq + 1);
	}
}

static void build_command(struct command *cmd, const struct unit *u,
			  const struct extract_opts *opts)
{
	for (int i = 0; i < u->argc; i++) {
		const char *a = u->argv[i];

		/* the shared header holds what Kbuild includes first */
		if (opts->pch && !strcmp(a, "-include")) {
			i++;
			continue;
		}
		if (!opts->pch || !is_name_macro(a))
			vec_push(&cmd->argv, a);
	}
	if (opts->pch) {
		write_unit_names(&cmd->names, u);
		vec_push(&cmd->argv, "-include-pch");
		vec_push(&cmd->argv, opts->pch);
		vec_push(&cmd->argv, "-include");
		vec_push(&cmd->argv, NAMES_FILE);
		vec_push(&cmd->unsaved,
			 (struct CXUnsavedFile){.Filename = NAMES_FILE,
						.Contents = cmd->names.v,
						.Length = cmd->names.n});
	}
	vec_push(&cmd->argv, "-w");
	vec_push(&cmd->argv, "-ferror-limit=0");
	for (size_t i = 0; i < opts->noverlays; i++)
		vec_push(&cmd->unsaved,
			 (struct CXUnsavedFile){
				 .Filename = opts->overlays[i].path,
				 .Contents = opts->overlays[i].text,
				 .Length = opts->overlays[i].size});
}

static sym_t diagnostic_text(CXDiagnostic d)
{
	return sym_of(
		clang_formatDiagnostic(d, CXDiagnostic_DisplaySourceLocation));
}

static void note_errors(struct tu *tu)
{
	unsigned n = clang_getNumDiagnostics(tu->clang);

	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu->clang, i);
		enum CXDiagnosticSeverity s = clang_getDiagnosticSeverity(d);

		if (s >= CXDiagnostic_Error && tu->out->status == UNIT_OK) {
			tu->out->status = UNIT_DEGRADED;
			tu->out->reason = diagnostic_text(d);
		}
		clang_disposeDiagnostic(d);
	}
}

static int has_errors(CXTranslationUnit tu)
{
	int found = 0;

	for (unsigned i = 0; i < clang_getNumDiagnostics(tu); i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);

		found |= clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error;
		clang_disposeDiagnostic(d);
	}
	return found;
}

/* `static int x;`: a definition if no other declaration is one (C11 6.9.2). It
 * may be said more than once. */
static int is_tentative(struct tu *tu, CXCursor c)
{
	struct decl *d;

	if (clang_getCursorKind(c) != CXCursor_VarDecl ||
	    clang_Cursor_getStorageClass(c) == CX_SC_Extern ||
	    !clang_Cursor_isNull(clang_getCursorDefinition(c)))
		return 0;
	d = tu_variable(tu, c, 0);
	return !d->queued++;
}

static enum CXChildVisitResult top_level(CXCursor c, CXCursor parent,
					 CXClientData data)
{
	enum CXCursorKind kind = clang_getCursorKind(c);
	struct tu *tu = data;
	uint32_t line, col;
	int header;

	(void)parent;
	if (kind != CXCursor_FunctionDecl && kind != CXCursor_VarDecl)
		return CXChildVisit_Continue;
	tu_location(tu, c, &line, &col, &header);
	if (header && !(kind == CXCursor_FunctionDecl &&
			clang_Cursor_getStorageClass(c) == CX_SC_None &&
			!clang_Cursor_isFunctionInlined(c)))
		return CXChildVisit_Continue;
	if (!clang_isCursorDefinition(c) && !is_tentative(tu, c)) {
		if (kind == CXCursor_FunctionDecl && !header)
			lower_alias(tu, c);
		return CXChildVisit_Continue;
	}
	if (kind == CXCursor_FunctionDecl) {
		/* a header's: it is queued by whoever asks its name */
		if (header)
			tu_function(tu, c);
		else
			lower_function(tu, c);
	} else {
		lower_variable(tu, c, 0);
	}
	return CXChildVisit_Continue;
}

static void lower_queue(struct tu *tu)
{
	for (size_t i = 0; i < tu->queue.n; i++) {
		CXCursor c = tu->queue.v[i];

		if (clang_getCursorKind(c) == CXCursor_FunctionDecl)
			lower_function(tu, c);
		else
			lower_variable(tu, c, 0);
	}
}

struct inclusions {
	const struct extract_opts *opts;
};

static void add_inclusion(CXFile file, CXSourceLocation *stack, unsigned n,
			  CXClientData data)
{
	struct inclusions *in = data;
	CXString s = clang_getFileName(file);
	const char *path = clang_getCString(s);

	(void)stack;
	(void)n;
	if (path && in->opts->inputs)
		vec_push(in->opts->inputs, arena_strdup(in->opts->mem, path));
	clang_disposeString(s);
}

/* "'x.h' file not found": each place where it would have been found */
static void add_absent(const struct tu *tu, const char *text)
{
	const struct unit *u = tu->unit;
	const char *name = text + 1, *end = strchr(name, '\'');
	struct arena *mem = tu->opts->mem;

	if (*text != '\'' || !end || strcmp(end, "' file not found"))
		return;
	vec_push(tu->opts->inputs,
		 arena_printf(mem, "%.*s/%.*s",
			      (int)(strrchr(u->path, '/') - u->path), u->path,
			      (int)(end - name), name));
	for (int i = 0; i < u->argc; i++) {
		const char *a = u->argv[i];

		if (strncmp(a, "-I", 2) && strncmp(a, "-isystem", 8))
			continue;
		a += a[1] == 'I' ? 2 : 8;
		if (!*a && i + 1 < u->argc)
			a = u->argv[++i];
		vec_push(tu->opts->inputs,
			 arena_printf(mem, "%s/%.*s", a, (int)(end - name),
				      name));
	}
}

static void note_inputs(struct tu *tu)
{
	struct inclusions in = {.opts = tu->opts};

	clang_getInclusions(tu->clang, add_inclusion, &in);
	tu->opts->inputs->pch = tu->opts->pch != NULL;
	for (unsigned i = 0; i < clang_getNumDiagnostics(tu->clang); i++) {
		CXDiagnostic d = clang_getDiagnostic(tu->clang, i);
		CXString s = clang_getDiagnosticSpelling(d);

		add_absent(tu, clang_getCString(s));
		clang_disposeString(s);
		clang_disposeDiagnostic(d);
	}
}

static void finish_inits(struct tu *tu)
{
	struct func *f = tu->inits;
	struct block b = {.ninstrs = (uint32_t)f->instrs.n, .term = T_RETURN};

	vec_push(&f->blocks, b);
	func_seal(f);
	vec_push(&tu->out->funcs, f);
}

/* Variables that nothing refers to (module descriptions and the like) say
 * nothing. */
static void drop_unused_globals(struct summary *s)
{
	uint8_t *used = calloc(sym_count() + 1, 1);
	size_t kept = 0;

	if (!used)
		return;
	for (size_t i = 0; i < s->funcs.n; i++) {
		const struct func *f = s->funcs.v[i];

		for (size_t k = 0; k < f->exprs.n; k++)
			if (f->exprs.v[k].op == E_GLOBAL)
				used[f->exprs.v[k].name] = 1;
	}
	for (size_t i = 0; i < s->globals.n; i++)
		if (used[s->globals.v[i].name] || !s->globals.v[i].is_static)
			s->globals.v[kept++] = s->globals.v[i];
	s->globals.n = kept;
	free(used);
}

static int refers_to(const struct func *f, const uint8_t *names)
{
	for (size_t i = 0; i < f->exprs.n; i++)
		if ((f->exprs.v[i].op == E_FUNC ||
		     f->exprs.v[i].op == E_GLOBAL) &&
		    names[f->exprs.v[i].name])
			return 1;
	return 0;
}

/* A header's function that uses what only this unit has (a template) is no copy
 * of another unit's. */
static void own_templates(struct summary *s)
{
	uint8_t *names = calloc(sym_count() + 1, 1);

	if (!names)
		return;
	for (size_t i = 0; i < s->funcs.n; i++) {
		const struct func *f = s->funcs.v[i];

		if ((f->flags & F_STATIC) && !(f->flags & F_HEADER))
			names[f->name] = 1;
	}
	for (size_t i = 0; i < s->globals.n; i++)
		if (s->globals.v[i].is_static && s->globals.v[i].file == s->src)
			names[s->globals.v[i].name] = 1;
	for (size_t i = 0; i < s->funcs.n; i++) {
		struct func *f = s->funcs.v[i];

		if (!(f->flags & F_HEADER) || !refers_to(f, names))
			continue;
		f->flags &= (uint8_t)~F_HEADER;
		func_seal(f);
	}
	free(names);
}

static int by_place(const void *a, const void *b)
{
	const struct func *x = *(struct func *const *)a;
	const struct func *y = *(struct func *const *)b;
	int c = (x->flags & F_INIT) - (y->flags & F_INIT);

	if (!c)
		c = (x->flags & F_HEADER) - (y->flags & F_HEADER);
	if (!c)
		c = sym_cmp(x->file, y->file);
	if (!c)
		c = x->line < y->line ? -1 : x->line > y->line;
	return c ? c : sym_cmp(x->name, y->name);
}

static void lower_unit(struct tu *tu)
{
	struct summary *s = tu->out;

	note_errors(tu);
	tu->inits = func_new(s);
	tu->inits->flags = F_INIT;
	tu->inits->file = s->src;
	clang_visitChildren(clang_getTranslationUnitCursor(tu->clang),
			    top_level, tu);
	lower_queue(tu);
	finish_inits(tu);
	drop_unused_globals(s);
	own_templates(s);
	if (s->funcs.n)
		qsort(s->funcs.v, s->funcs.n, sizeof(*s->funcs.v), by_place);
	if (tu->opts->inputs)
		note_inputs(tu);
}

static const char *error_words(enum CXErrorCode e)
{
	switch (e) {
	case CXError_Crashed:
		return "libclang crashed on it";
	case CXError_InvalidArguments:
		return "libclang refused its flags";
	case CXError_ASTReadError:
		return "the shared header does not fit its flags";
	default:
		return "libclang could not parse it";
	}
}

static CXTranslationUnit parse(CXIndex index, const struct unit *u,
			       const struct extract_opts *opts,
			       enum CXErrorCode *err)
{
	struct command cmd = {0};
	CXTranslationUnit tu = NULL;

	build_command(&cmd, u, opts);
	*err = clang_parseTranslationUnit2(
		index, u->path, cmd.argv.v, (int)cmd.argv.n, cmd.unsaved.v,
		(unsigned)cmd.unsaved.n, CXTranslationUnit_KeepGoing, &tu);
	vec_free(&cmd.argv);
	vec_free(&cmd.unsaved);
	buf_free(&cmd.names);
	return tu;
}

static void release(struct tu *tu)
{
	decls_free(&tu->decls);
	vec_free(&tu->queue);
	vec_free(&tu->counted);
	vec_free(&tu->looked_up);
	vec_free(&tu->files);
	clang_disposeTranslationUnit(tu->clang);
}

void extract_unit(const struct unit *u, const struct extract_opts *opts,
		  struct summary *out)
{
	struct tu tu = {.unit = u, .opts = opts, .out = out};
	CXIndex index = clang_createIndex(opts->pch != NULL, 0);
	enum CXErrorCode err;

	out->src = sym(u->src);
	out->obj = sym(u->obj);
	out->modname = sym(u->modname);
	if (chdir(u->dir)) {
		out->status = UNIT_FAILED;
		out->reason = sym("its build folder does not exist");
		clang_disposeIndex(index);
		return;
	}
	tu.clang = parse(index, u, opts, &err);
	if (opts->pch && (!tu.clang || has_errors(tu.clang))) {
		struct extract_opts plain = *opts;

		clang_disposeTranslationUnit(tu.clang);
		clang_disposeIndex(index);
		plain.pch = NULL;
		extract_unit(u, &plain, out);
		return;
	}
	if (!tu.clang) {
		out->status = UNIT_FAILED;
		out->reason = sym(error_words(err));
	} else {
		lower_unit(&tu);
		release(&tu);
	}
	clang_disposeIndex(index);
}
