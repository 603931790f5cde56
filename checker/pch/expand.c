// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a macro makes of an include: "#include NAME" and "#include NAME(OTHER)",
 * as far as it is known which macros there are at that point. Expansion as in
 * the C standard (6.10.3), without ##.
 */
#include "pch/fit.h"

#include <string.h>

#define MAX_DEPTH 16
#define MAX_PARAMETERS 8

struct expansion {
	struct fit *fit;
	struct arena *mem;
	int failed;
	unsigned depth;
};

struct piece {
	const char *p;
	size_t n;
};

struct pieces {
	struct piece v[MAX_PARAMETERS];
	size_t n;
};

static size_t name_length(const char *p)
{
	return *p >= '0' && *p <= '9' ? 0 : strspn(p, NAME_CHARACTERS);
}

/* A number, a name's rest, a string, or one character. */
static size_t token_length(const char *p)
{
	size_t n = strspn(p, NAME_CHARACTERS);

	if (n)
		return n;
	if (*p != '"')
		return 1;
	n = 1 + strcspn(p + 1, "\"\n");
	return n + (p[n] == '"');
}

static struct piece trim(struct piece x)
{
	while (x.n && strchr(" \t\r\n", x.p[x.n - 1]))
		x.n--;
	while (x.n && strchr(" \t", *x.p)) {
		x.p++;
		x.n--;
	}
	return x;
}

/* ---- the macro in force ---- */

static const struct word *find_define(const struct file_words *s, uint64_t name)
{
	const struct word *found = NULL;

	for (size_t i = 0; i < s->words.n; i++) {
		if (s->words.v[i].kind != WORD_DEFINE ||
		    s->words.v[i].name != name)
			continue;
		if (found)
			return NULL;
		found = &s->words.v[i];
	}
	return found;
}

/* One of a shared header; @any: there is something of that name. */
static const struct word *shared_macro(struct expansion *e, uint64_t name,
				       const char **path, int *any)
{
	const struct names *n = e->fit->names;
	const struct definition *d = names_next(n, name, NULL);

	*any = d != NULL;
	e->failed |= d && names_next(n, name, d);
	if (e->failed || !d || d->flags & DEFINED_NOT)
		return NULL;
	n = fit_level(e->fit, d->file);
	*path = n->paths[d->file - n->first];
	return find_define(sources_read(e->fit->sources, *path), name);
}

/* What stands behind a macro's name, on one line and without comments. */
static char *definition_text(struct expansion *e, const char *path,
			     const struct word *w)
{
	struct buf in = {0}, out = {0};
	const char *end;
	char *text;

	if (sources_text(e->fit->sources, path, &in) || in.n < w->at) {
		e->failed = 1;
		buf_free(&in);
		return NULL;
	}
	end = in.v + in.n;
	for (const char *p = in.v + w->at; p < end && *p != '\n';) {
		size_t n = white_length(p, end);

		buf_add(&out, n ? " " : p, 1);
		p += n ? n : 1;
	}
	text = arena_strdup(e->mem, out.v ? out.v : "");
	buf_free(&in);
	buf_free(&out);
	return text;
}

/* Return: NULL if there is no such macro, or nobody can tell. */
static char *macro_text(struct expansion *e, uint64_t name)
{
	const struct own_macro *own = fit_macro(e->fit, name);
	const char *path = NULL;
	const struct word *w;
	int any = 0;

	if (own) {
		e->failed |= !own->sure || fit_defined_later(e->fit, own);
		path = own->src->path;
		w = own->word->kind == WORD_DEFINE ? own->word : NULL;
	} else {
		w = shared_macro(e, name, &path, &any);
		e->failed |= (any && !w) || fit_given(e->fit, name);
	}
	return w && !e->failed ? definition_text(e, path, w) : NULL;
}

/* ---- expansion ---- */

static char *expand(struct expansion *e, struct piece in);

/* "(a, b" of a call or a definition, from the parenthesis on. Return: what
 * stands behind it. @rest: all from that one on are one. */
static const char *take_list(struct expansion *e, const char *p,
			     struct pieces *out, size_t rest)
{
	unsigned depth = 0;

	out->n = 0;
	for (; *p; p += token_length(p)) {
		if (*p == '(' && !depth++) {
			out->v[out->n++] = (struct piece){p + 1, 0};
		} else if (*p == ')' && !--depth) {
			out->v[out->n - 1].n =
				(size_t)(p - out->v[out->n - 1].p);
			return p + 1;
		} else if (*p == ',' && depth == 1 && out->n < rest) {
			out->v[out->n - 1].n =
				(size_t)(p - out->v[out->n - 1].p);
			if (out->n == MAX_PARAMETERS)
				break;
			out->v[out->n++] = (struct piece){p + 1, 0};
		}
	}
	e->failed = 1;
	return p + strlen(p);
}

/* Its number + 1; "x..." and "..." stand for x and __VA_ARGS__. */
static size_t parameter(const struct pieces *all, const char *p, size_t n)
{
	for (size_t i = 0; i < all->n; i++) {
		struct piece x = trim(all->v[i]);

		if (x.n >= 3 && !strncmp(x.p + x.n - 3, "...", 3)) {
			x.n -= 3;
			x = x.n ? trim(x) : (struct piece){"__VA_ARGS__", 11};
		}
		if (x.n == n && !strncmp(x.p, p, n))
			return i + 1;
	}
	return 0;
}

static char *substitute(struct expansion *e, const char *body,
			const struct pieces *parameters,
			const struct pieces *arguments)
{
	struct buf out = {0};
	char *text;

	for (const char *p = body; *p && !e->failed;) {
		int quote = *p == '#';
		size_t n, k;

		p += quote ? 1 + strspn(p + 1, " \t") : 0;
		if (!*p)
			break;
		n = token_length(p);
		k = parameter(parameters, p, n);
		if (quote && k)
			buf_printf(&out, "\"%.*s\"",
				   (int)trim(arguments->v[k - 1]).n,
				   trim(arguments->v[k - 1]).p);
		else if (k)
			buf_puts(&out, expand(e, trim(arguments->v[k - 1])));
		else
			buf_add(&out, p, n);
		e->failed |= quote && !k;
		p += n;
	}
	text = arena_strdup(e->mem, out.v ? out.v : "");
	buf_free(&out);
	return text;
}

/* A macro's name at @p, @n characters of it. Return: what stands behind. */
static const char *expand_name(struct expansion *e, struct buf *out,
			       const char *p, size_t n)
{
	char *body = macro_text(e, name_hash(p, n));
	const char *behind = p + n + strspn(p + n, " \t");
	struct pieces parameters = {0}, arguments = {0};

	if (!body || (*body == '(' && *behind != '(')) {
		buf_add(out, p, n);
		return p + n;
	}
	if (*body != '(') {
		buf_puts(out,
			 expand(e, trim((struct piece){body, strlen(body)})));
		return p + n;
	}
	body = (char *)take_list(e, body, &parameters, MAX_PARAMETERS);
	behind = take_list(e, behind, &arguments, parameters.n);
	if (e->failed || arguments.n != parameters.n) {
		e->failed = 1;
		return behind;
	}
	body = substitute(e, body, &parameters, &arguments);
	buf_puts(out, expand(e, trim((struct piece){body, strlen(body)})));
	return behind;
}

static char *expand(struct expansion *e, struct piece in)
{
	const char *text = arena_printf(e->mem, "%.*s", (int)in.n, in.p);
	struct buf out = {0};
	char *done;

	if (++e->depth > MAX_DEPTH)
		e->failed = 1;
	for (const char *p = text; *p && !e->failed;) {
		size_t n = name_length(p);

		if (n) {
			p = expand_name(e, &out, p, n);
			continue;
		}
		n = token_length(p);
		buf_add(&out, p, n);
		p += n;
	}
	e->depth--;
	done = arena_strdup(e->mem, out.v ? out.v : "");
	buf_free(&out);
	return done;
}

char *fit_expand(struct fit *f, struct arena *mem, const char *text)
{
	struct expansion e = {.fit = f, .mem = mem};
	char *out = expand(&e, trim((struct piece){text, strlen(text)}));
	size_t n = strlen(out);

	if (e.failed || n < 3 || (*out != '<' && *out != '"') ||
	    out[n - 1] != (*out == '<' ? '>' : '"'))
		return NULL;
	return out;
}
