// SPDX-License-Identifier: GPL-2.0-only
/*
 * Open a scope for the whole body of a function: saved in the first
 * declaration, so that initialisers are covered too, and restored before every
 * return and at the end. The facts say how many returns there are: one that
 * hides in a macro cannot be mended here.
 */
#include "report/fix.h"

#include <string.h>

#define WIDTH 80
#define TAB 8

/* The words of the scope's rule. */
struct words {
	const char *save, *restore, *include, *type, *variable, *result;
	const char *protects;
};

struct scope {
	struct fix *x;
	const struct func *f;
	struct patch_file *file;
	const struct ctext *t;
	struct cfunc fn;
	struct words w;
	const char *from; /* who hands over to this task, or NULL */
	int uses_result;
};

static char *print(const struct scope *s, const char *a, const char *b,
		   const char *c, const char *d)
{
	return arena_printf(&s->x->patch->mem, "%s%s%s%s", a, b, c, d);
}

/* ---- words ---- */

static const char *scope_word(const struct rule *r, enum rule_key key)
{
	return r->key[key].text ? r->key[key].text : "";
}

static int read_words(struct fix *x, const struct rule *context,
		      struct words *w)
{
	const struct rule *r =
		context ? context_scope(x->solver->k, context) : NULL;

	if (!r)
		return fix_why(x, "no scope helps in the context %s: %s",
			       context ? sym_str(context->id) : "?",
			       context ? scope_word(context, KEY_advice) : "");
	w->save = sym_str(r->key[KEY_save].str);
	w->restore = sym_str(r->key[KEY_restore].str);
	w->include = sym_str(r->key[KEY_include].str);
	w->type = scope_word(r, KEY_holds);
	w->variable = sym_str(r->key[KEY_variable].str);
	w->protects = scope_word(context, KEY_protects);
	return 0;
}

static int calls(const struct func *f, const char *name)
{
	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct expr *e = &f->exprs.v[f->instrs.v[i].a];

		if (f->instrs.v[i].op == I_CALL && e->op == E_FUNC &&
		    !strcmp(sym_str(e->name), name))
			return 1;
	}
	return 0;
}

/* Who restores what he has not saved ends every scope around him. */
static int check_steps(struct fix *x, const struct step *steps, size_t n,
		       const struct words *w)
{
	for (size_t i = 0; i < n; i++) {
		func_t fn = fix_function(x, &steps[i].at);
		const struct func *body = x->solver->g->funcs.v[fn].f;

		if (body && calls(body, w->restore) && !calls(body, w->save))
			return fix_why(x,
				       "%s() calls %s() and not %s(), which "
				       "ends any scope around it: mend that "
				       "first",
				       sym_str(body->name), w->restore,
				       w->save);
	}
	return 0;
}

static int check_chain(struct fix *x, const struct finding *f,
		       const struct words *w)
{
	int err = check_steps(x, f->chain.v, f->chain.n, w);

	for (size_t i = 0; i < f->members.n && !err; i++)
		err = check_steps(x, f->members.v[i].chain.v,
				  f->members.v[i].chain.n, w);
	return err;
}

static int word_used(const struct scope *s, const char *word)
{
	for (size_t i = s->fn.name; i < s->fn.close; i++)
		if (ctext_is(s->t, i, word))
			return 1;
	return 0;
}

/* A name that the function does not use yet. */
static const char *fresh_name(const struct scope *s, const char *name)
{
	while (word_used(s, name))
		name = print(s, "outer_", name, "", "");
	return name;
}

/* ---- the function ---- */

static int is_implicit(const struct scope *s, const struct block *b)
{
	return !b->value && b->line >= s->t->toks.v[s->fn.close].line;
}

/* Every return of the facts must stand in the text, or a macro returns. */
static int check_returns(struct scope *s)
{
	for (size_t k = 0; k < s->f->blocks.n; k++) {
		const struct block *b = &s->f->blocks.v[k];
		int found = b->term != T_RETURN || is_implicit(s, b);

		for (size_t i = s->fn.open; i < s->fn.close && !found; i++)
			found = ctext_is(s->t, i, "return") &&
				s->t->toks.v[i].line == b->line;
		if (!found)
			return fix_why(s->x,
				       "%s() returns from within a macro, in "
				       "line %u: open the scope by hand",
				       sym_str(s->f->name), b->line);
	}
	return 0;
}

static int first_on_line(const struct ctext *t, size_t i)
{
	return !i || t->toks.v[i - 1].line < t->toks.v[i].line;
}

static int find_function(struct scope *s, func_t fn)
{
	const struct gfunc *g = &s->x->solver->g->funcs.v[fn];

	s->f = g->f;
	s->file = patch_open(s->x->patch, sym_str(g->f->file));
	if (!s->file)
		return fix_why(s->x, "%s cannot be read", sym_str(g->f->file));
	s->t = &s->file->text;
	if (ctext_function(s->t, sym_str(g->name), g->f->line, &s->fn))
		return fix_why(s->x,
			       "the definition of %s() is not found in %s, "
			       "line %u: a macro may write it",
			       sym_str(g->name), s->file->name, g->f->line);
	if (g->f->flags & F_HEADER)
		return fix_why(s->x, "%s() in the header %s is no boundary",
			       sym_str(g->name), s->file->name);
	if (!first_on_line(s->t, s->fn.close))
		return fix_why(s->x, "%s() is written in one line",
			       sym_str(g->name));
	if (word_used(s, s->w.save))
		return fix_why(s->x,
			       "%s() opens this scope already, but not where "
			       "it is needed: move %s() up by hand",
			       sym_str(g->name), s->w.save);
	return check_returns(s);
}

/* ---- white space ---- */

/* The blanks that the line of token @i begins with. */
static char *indent_of(const struct scope *s, size_t i)
{
	size_t from = s->t->toks.v[i].from, to;

	while (from && s->t->v[from - 1] != '\n')
		from--;
	for (to = from; s->t->v[to] == ' ' || s->t->v[to] == '\t'; to++)
		;
	return arena_printf(&s->x->patch->mem, "%.*s", (int)(to - from),
			    s->t->v + from);
}

static char *less_indent(const struct scope *s, size_t i)
{
	char *in = indent_of(s, i);
	size_t n = strlen(in);

	if (n && in[n - 1] == '\t')
		in[n - 1] = 0;
	else if (n >= TAB)
		in[n - TAB] = 0;
	return in;
}

/* ---- returns ---- */

/* What is only read may be read after the restore too. */
static int is_simple(const struct ctext *t, size_t i, size_t end)
{
	static const char *const acts[] = {"=",	 "++", "--", "+=", "-=", "*=",
					   "/=", "|=", "&=", "^=", "%=", "{"};

	for (; i < end; i++) {
		if (ctext_is(t, i, "(") && t->toks.v[i - 1].kind == C_WORD &&
		    !ctext_is(t, i - 1, "return") &&
		    !ctext_is(t, i - 1, "sizeof"))
			return 0;
		for (size_t k = 0; k < sizeof(acts) / sizeof(*acts); k++)
			if (ctext_is(t, i, acts[k]))
				return 0;
	}
	return 1;
}

static size_t statement_end(const struct ctext *t, size_t i)
{
	while (i < t->toks.n && !ctext_is(t, i, ";"))
		i = ctext_is(t, i, "(") || ctext_is(t, i, "{")
			    ? ctext_close(t, i) + 1
			    : i + 1;
	return i;
}

/* Is the statement at @i the only one of an if or a loop without braces? */
static int is_lonely(const struct ctext *t, size_t i)
{
	return ctext_is(t, i - 1, ")") || ctext_is(t, i - 1, "else") ||
	       ctext_is(t, i - 1, "do");
}

static int only_blank(const struct ctext *t, uint32_t from, uint32_t to)
{
	while (from < to && strchr(" \t\n", t->v[from]))
		from++;
	return from == to;
}

/* `if (x) return y;` gets braces: open them before token @i. */
static void open_brace(struct scope *s, size_t i, const char *indent)
{
	const struct ctoken *prev = &s->t->toks.v[i - 1];
	const struct ctoken *k = &s->t->toks.v[i];

	if (only_blank(s->t, prev->to, k->from)) {
		patch_edit(s->file, prev->to, k->from,
			   print(s, " {\n", indent, "", ""));
		return;
	}
	patch_edit(s->file, prev->to, prev->to, " {");
	if (!first_on_line(s->t, i))
		patch_edit(s->file, k->from, k->from,
			   print(s, "\n", indent, "", ""));
}

static void close_brace(struct scope *s, size_t end, const char *indent)
{
	const struct ctoken *k = &s->t->toks.v[end];
	const char *close = print(s, "\n", indent, "}", "");

	if (ctext_is(s->t, end + 1, "else") &&
	    only_blank(s->t, k->to, s->t->toks.v[end + 1].from))
		patch_edit(s->file, k->to, s->t->toks.v[end + 1].from,
			   print(s, close, " ", "", ""));
	else
		patch_edit(s->file, k->to, k->to, close);
}

/* Lines that were aligned with what follows `return ` move along. */
static void realign(struct scope *s, size_t i, size_t end)
{
	int more = (int)strlen(print(s, s->w.result, " =", "", "")) -
		   (int)strlen("return");

	for (i++; i <= end; i++) {
		uint32_t to = s->t->toks.v[i].from, from = to;
		int width = more;

		if (!first_on_line(s->t, i))
			continue;
		while (s->t->v[from - 1] != '\n')
			from--;
		if (!only_blank(s->t, from, to))
			continue;
		for (uint32_t p = from; p < to; p++)
			width += s->t->v[p] == '\t' ? TAB : 1;
		patch_edit(s->file, from, to,
			   arena_printf(&s->x->patch->mem, "%.*s%.*s",
					width / TAB, "\t\t\t\t\t\t\t\t\t\t",
					width % TAB, "       "));
	}
}

static void mend_return(struct scope *s, size_t i)
{
	size_t end = statement_end(s->t, i);
	int lonely = is_lonely(s->t, i), simple = is_simple(s->t, i, end);
	int same = lonely && !first_on_line(s->t, i);
	const struct ctoken *k = &s->t->toks.v[i];
	const char *in = indent_of(s, i);
	const char *out = lonely && !same ? less_indent(s, i) : in;
	const char *call;

	if (same)
		in = print(s, in, "\t", "", "");
	call = arena_printf(&s->x->patch->mem, "%s(%s);\n%s", s->w.restore,
			    s->w.variable, in);
	if (lonely)
		open_brace(s, i, in);
	if (simple) {
		patch_edit(s->file, k->from, k->from, call);
	} else {
		patch_edit(s->file, k->from, k->to,
			   print(s, s->w.result, " =", "", ""));
		if (!same)
			realign(s, i, end);
		patch_edit(s->file, s->t->toks.v[end].to, s->t->toks.v[end].to,
			   arena_printf(&s->x->patch->mem, "\n%s%sreturn %s;",
					in, call, s->w.result));
	}
	if (lonely)
		close_brace(s, end, out);
}

static int needs_result(const struct scope *s)
{
	for (size_t i = s->fn.open; i < s->fn.close; i++)
		if (ctext_is(s->t, i, "return") &&
		    !is_simple(s->t, i, statement_end(s->t, i)))
			return 1;
	return 0;
}

/* ---- the whole ---- */

/* Behind the last statement, unless that is a return. */
static void mend_end(struct scope *s)
{
	const struct ctoken *k = &s->t->toks.v[s->fn.close];
	size_t last = s->fn.open;
	uint32_t at = k->from;

	if (strcmp(sym_str(s->f->ret), "void"))
		return;
	for (size_t i = s->fn.open + 1; i < s->fn.close; i++)
		if (ctext_is(s->t, i, "return") &&
		    s->t->toks.v[i].depth == k->depth && !is_lonely(s->t, i))
			last = statement_end(s->t, i);
	if (last == s->fn.close - 1)
		return;
	while (at && s->t->v[at - 1] != '\n')
		at--;
	patch_edit(s->file, at, at,
		   arena_printf(&s->x->patch->mem, "\t%s(%s);\n", s->w.restore,
				s->w.variable));
}

/* Words as a comment of the kernel's style, one tab in. */
static void put_comment(const char *words, struct buf *out)
{
	size_t column = WIDTH;

	buf_puts(out, "\n\t/*");
	for (const char *p = words; *(p += strspn(p, " \n"));) {
		size_t n = strcspn(p, " \n");

		if (column + 1 + n > WIDTH) {
			buf_puts(out, "\n\t *");
			column = TAB + 2;
		}
		buf_puts(out, " ");
		buf_add(out, p, n);
		column += 1 + n;
		p += n;
	}
	buf_puts(out, "\n\t */");
}

/* Does a declaration follow? Then no empty line goes in between. */
static int is_declaration(const struct ctext *t, size_t i)
{
	static const char *const no[] = {"return", "goto", "else", "case"};

	for (size_t k = 0; k < sizeof(no) / sizeof(*no); k++)
		if (ctext_is(t, i, no[k]))
			return 0;
	return i + 1 < t->toks.n && t->toks.v[i].kind == C_WORD &&
	       (t->toks.v[i + 1].kind == C_WORD || ctext_is(t, i + 1, "*"));
}

static void mend_begin(struct scope *s)
{
	const struct ctoken *k = &s->t->toks.v[s->fn.open];
	struct arena *mem = &s->x->patch->mem;
	const char *ret = sym_str(s->f->ret);
	struct buf b = {0};

	put_comment(s->from ? arena_printf(mem,
					   "This goes on with what %s() began, "
					   "in a task of its own. %s",
					   s->from, s->w.protects)
			    : s->w.protects,
		    &b);
	buf_printf(&b, "\n\t%s %s = %s();", s->w.type, s->w.variable,
		   s->w.save);
	if (s->uses_result)
		buf_printf(&b, "\n\t%s%s%s;", ret,
			   ret[strlen(ret) - 1] == '*' ? "" : " ", s->w.result);
	if (!is_declaration(s->t, s->fn.open + 1))
		buf_puts(&b, "\n");
	patch_edit(s->file, k->to, k->to, arena_strdup(mem, b.v));
	buf_free(&b);
}

/* "#include <a/b.h>": the name with its bracket, or NULL. */
static const char *included(const struct ctext *t, size_t i)
{
	const char *p = t->v + t->toks.v[i].from + 1;

	p += strspn(p, " \t");
	if (t->toks.v[i].kind != C_DIRECTIVE || strncmp(p, "include", 7))
		return NULL;
	p += 7;
	return p + strspn(p, " \t");
}

static int condition(const struct ctext *t, size_t i)
{
	const char *p = t->v + t->toks.v[i].from + 1;

	p += strspn(p, " \t");
	return !strncmp(p, "if", 2) - !strncmp(p, "endif", 5);
}

/* Behind the last include of the same folder that sorts before, else the last
 * of the folder, else the first of all. */
static void add_include(struct scope *s)
{
	const char *want =
		arena_printf(&s->x->patch->mem, "<%s>", s->w.include);
	size_t folder = strcspn(want, "/") + 1, best = SIZE_MAX;
	const char *line = print(s, "#include ", want, "\n", "");
	int open = 0, sorted = 0;

	for (size_t i = 0; i < s->fn.name; i++) {
		const char *name = included(s->t, i);

		if (s->t->toks.v[i].kind == C_DIRECTIVE)
			open += condition(s->t, i);
		if (name && !strncmp(name, want, strlen(want)))
			return;
		if (!name || open || strncmp(name, want, folder))
			continue;
		if (best == SIZE_MAX || strcmp(name, want) < 0 || !sorted)
			best = i;
		sorted |= strcmp(name, want) < 0;
	}
	if (best != SIZE_MAX) {
		uint32_t at = s->t->toks.v[best].to;

		patch_edit(s->file, at, at,
			   print(s, "\n", "#include ", want, ""));
		return;
	}
	patch_edit(s->file, s->t->toks.v[0].from, s->t->toks.v[0].from, line);
}

/* Another finding has put the scope there already. */
static int is_done(const struct scope *s)
{
	uint32_t at = s->t->toks.v[s->fn.open].to;

	for (size_t i = 0; i < s->file->edits.n; i++)
		if (s->file->edits.v[i].from == at &&
		    s->file->edits.v[i].to == at)
			return 1;
	return 0;
}

static void apply(struct scope *s)
{
	if (is_done(s))
		return;
	s->w.variable = fresh_name(s, s->w.variable);
	s->w.result = fresh_name(s, "ret");
	s->uses_result = needs_result(s);
	for (size_t i = s->fn.open; i < s->fn.close; i++)
		if (ctext_is(s->t, i, "return"))
			mend_return(s, i);
	mend_begin(s);
	mend_end(s);
	add_include(s);
}

int fix_scope(struct fix *x, const struct finding *f, const struct task_fn *at,
	      size_t n)
{
	VEC(struct scope) all = {0};
	const struct graph *g = x->solver->g;
	int err = n ? 0 : fix_why(x, "no task is found that it belongs to");

	for (size_t i = 0; i < n && !err; i++) {
		struct scope s = {.x = x};

		s.from = at[i].from ? func_name(g, at[i].from) : NULL;
		err = read_words(x, fix_context(x, f), &s.w) ||
		      check_chain(x, f, &s.w) || find_function(&s, at[i].fn);
		vec_push(&all, s);
	}
	for (size_t i = 0; i < all.n && !err; i++)
		apply(&all.v[i]);
	vec_free(&all);
	return err ? -1 : 0;
}
