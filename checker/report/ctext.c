// SPDX-License-Identifier: GPL-2.0-only
/*
 * A small tokenizer of C. Comments, white space and line splices separate
 * tokens; a preprocessor line with all its continuations is one. Of operators
 * only those are kept in one piece that the readers ask for.
 */
#include "report/ctext.h"

#include <ctype.h>
#include <string.h>

struct reader {
	struct ctext *t;
	size_t at;
	uint32_t line;
	int fresh; /* nothing but blanks since the line began */
	int depth;
	VEC(int) saved; /* the depth at each open #if */
};

static int look(const struct reader *r, size_t ahead)
{
	return r->at + ahead < r->t->n ? (unsigned char)r->t->v[r->at + ahead]
				       : 0;
}

static void step(struct reader *r, size_t n)
{
	while (n-- && r->at < r->t->n)
		r->line += r->t->v[r->at++] == '\n';
}

static void skip_comment(struct reader *r)
{
	step(r, 2);
	while (r->at < r->t->n && (look(r, 0) != '*' || look(r, 1) != '/'))
		step(r, 1);
	step(r, 2);
}

static void skip_line(struct reader *r)
{
	while (r->at < r->t->n && look(r, 0) != '\n') {
		if (look(r, 0) == '/' && look(r, 1) == '*')
			skip_comment(r);
		else
			step(r, look(r, 0) == '\\' ? 2 : 1);
	}
}

static void skip_string(struct reader *r)
{
	int quote = look(r, 0);

	step(r, 1);
	while (r->at < r->t->n && look(r, 0) != quote && look(r, 0) != '\n')
		step(r, look(r, 0) == '\\' ? 2 : 1);
	step(r, look(r, 0) == quote);
}

/* Return: was there anything to skip? */
static int skip_blank(struct reader *r)
{
	int c = look(r, 0);

	if (isspace(c)) {
		r->fresh |= c == '\n';
		step(r, 1);
	} else if (c == '\\' && look(r, 1) == '\n') {
		step(r, 2);
	} else if (c == '/' && look(r, 1) == '*') {
		skip_comment(r);
	} else if (c == '/' && look(r, 1) == '/') {
		skip_line(r);
	} else {
		return 0;
	}
	return 1;
}

static int is_word(int c)
{
	return isalnum(c) || c == '_' || c == '$';
}

static enum ctoken_kind skip_token(struct reader *r)
{
	static const char *const pairs[] = {
		"->", "==", "!=", "<=", ">=", "++", "--", "&&", "||",
		"+=", "-=", "*=", "/=", "|=", "&=", "^=", "%="};
	int c = look(r, 0);

	if (c == '#' && r->fresh) {
		skip_line(r);
		return C_DIRECTIVE;
	}
	if (is_word(c)) {
		while (is_word(look(r, 0)))
			step(r, 1);
		return C_WORD;
	}
	if (c == '"' || c == '\'') {
		skip_string(r);
		return C_STRING;
	}
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (c == pairs[i][0] && look(r, 1) == pairs[i][1]) {
			step(r, 2);
			return C_OP;
		}
	step(r, 1);
	return C_OP;
}

/* Braces may open in both branches of an #if, and close once. */
static void follow_directive(struct reader *r, const char *p)
{
	p += 1 + strspn(p + 1, " \t");
	if (!strncmp(p, "if", 2)) {
		vec_push(&r->saved, r->depth);
	} else if (!strncmp(p, "el", 2) && r->saved.n) {
		r->depth = r->saved.v[r->saved.n - 1];
	} else if (!strncmp(p, "endif", 5) && r->saved.n) {
		r->saved.n--;
	}
}

static void add_token(struct reader *r)
{
	struct ctoken k = {
		.from = (uint32_t)r->at, .line = r->line, .depth = r->depth};
	const char *p = r->t->v + r->at;

	k.kind = skip_token(r);
	k.to = (uint32_t)r->at;
	if (k.kind == C_DIRECTIVE)
		follow_directive(r, p);
	else if (k.kind == C_OP && *p == '{')
		r->depth++;
	else if (k.kind == C_OP && *p == '}' && r->depth)
		r->depth--;
	r->fresh = 0;
	vec_push(&r->t->toks, k);
}

void ctext_read(struct ctext *t, const char *v, size_t n)
{
	struct reader r = {.t = t, .line = 1, .fresh = 1};

	memset(t, 0, sizeof(*t));
	t->v = v;
	t->n = n;
	while (r.at < n)
		if (!skip_blank(&r))
			add_token(&r);
	vec_free(&r.saved);
}

void ctext_free(struct ctext *t)
{
	vec_free(&t->toks);
}

int ctext_is(const struct ctext *t, size_t i, const char *words)
{
	const struct ctoken *k;
	size_t n = strlen(words);

	if (i >= t->toks.n)
		return 0;
	k = &t->toks.v[i];
	return k->kind != C_STRING && k->to - k->from == n &&
	       !memcmp(t->v + k->from, words, n);
}

static uint32_t column(const struct ctext *t, uint32_t at)
{
	uint32_t col = 1;

	while (at && t->v[at - 1] != '\n') {
		at--;
		col++;
	}
	return col;
}

size_t ctext_at(const struct ctext *t, uint32_t line, uint32_t col)
{
	size_t i = 0;

	while (i < t->toks.n && t->toks.v[i].line < line)
		i++;
	while (i < t->toks.n && t->toks.v[i].line == line &&
	       column(t, t->toks.v[i].from) < col)
		i++;
	return i;
}

size_t ctext_close(const struct ctext *t, size_t i)
{
	int open = 0;

	for (; i < t->toks.n; i++) {
		if (t->toks.v[i].kind != C_OP)
			continue;
		open += !!strchr("([{", t->v[t->toks.v[i].from]);
		open -= !!strchr(")]}", t->v[t->toks.v[i].from]);
		if (open <= 0)
			return i;
	}
	return i;
}

/* Behind the parameters: attributes may stand before the body. */
static size_t body_after(const struct ctext *t, size_t i)
{
	for (i++; i < t->toks.n && !ctext_is(t, i, "{"); i++) {
		if (ctext_is(t, i, "("))
			i = ctext_close(t, i);
		else if (t->toks.v[i].kind != C_WORD)
			return t->toks.n;
	}
	return i;
}

static size_t body_end(const struct ctext *t, size_t open)
{
	size_t i = open + 1;

	while (i < t->toks.n &&
	       (!ctext_is(t, i, "}") ||
		t->toks.v[i].depth != t->toks.v[open].depth + 1))
		i++;
	return i;
}

int ctext_function(const struct ctext *t, const char *name, uint32_t line,
		   struct cfunc *out)
{
	for (size_t i = 0; i < t->toks.n; i++) {
		if (t->toks.v[i].depth || !ctext_is(t, i, name) ||
		    !ctext_is(t, i + 1, "("))
			continue;
		out->name = i;
		out->open = body_after(t, ctext_close(t, i + 1));
		out->close = body_end(t, out->open);
		if (out->close < t->toks.n && t->toks.v[i].line <= line &&
		    line <= t->toks.v[out->close].line)
			return 0;
	}
	return -1;
}
