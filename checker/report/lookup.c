// SPDX-License-Identifier: GPL-2.0-only
/* Finding things in an answers file. */
#include "report/lookup.h"

#include "base/msg.h"
#include "rule/nearest.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TYPOS 4 /* more letters wrong: another name is meant */

const char *ans_str(const struct answers *a, uint32_t at)
{
	return a->strings + at;
}

static size_t count(const struct answers *a)
{
	return a->nfuncs - 1; /* the last row ends the others */
}

/* The first function whose name is not before @name. */
static uint32_t first_named(const struct answers *a, const char *name)
{
	uint32_t lo = 0, hi = (uint32_t)count(a);

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (strcmp(ans_str(a, a->funcs[mid].name), name) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

int spot_is_file(const char *file, const char *asked)
{
	size_t n = strlen(file), m;

	for (;;)
		if (!strncmp(asked, "./", 2))
			asked += 2;
		else if (!strncmp(asked, "../", 3))
			asked += 3;
		else
			break;
	m = strlen(asked);
	if (m > n) /* a path from elsewhere that ends in ours */
		return !strcmp(asked + m - n, file) && asked[m - n - 1] == '/';
	return !strcmp(file + n - m, asked) &&
	       (n == m || file[n - m - 1] == '/');
}

static void by_name(const struct answers *a, const char *file, const char *name,
		    rows *out)
{
	for (uint32_t i = first_named(a, name);
	     i < count(a) && !strcmp(ans_str(a, a->funcs[i].name), name); i++)
		if (!*file || spot_is_file(ans_str(a, a->funcs[i].file), file))
			vec_push(out, i);
}

static int no_such_file(const struct answers *a, const char *file)
{
	struct nearest near = NEAREST_INIT;

	for (size_t i = 0; i < a->nplaces; i++)
		nearest_try(&near, file,
			    ans_str(a, a->funcs[a->places[i]].file));
	if (near.name && near.distance <= MAX_TYPOS)
		return error("no function of this configuration is in %s, "
			     "perhaps %s",
			     file, near.name);
	return error("no function of this configuration is in %s: it has none, "
		     "or is not built",
		     file);
}

/* @near: the last function that begins before the line, else the first. */
static int between_functions(const struct answers *a, const char *file,
			     uint32_t line, uint32_t near)
{
	const struct ans_func *f = &a->funcs[near];

	return error("no function is at %s:%u: it is %s %s() (lines %u to %u)",
		     file, line, f->line < line ? "after" : "before",
		     ans_str(a, f->name), f->line, f->end);
}

static int by_line(const struct answers *a, const char *file, uint32_t line,
		   rows *out)
{
	uint32_t near = UINT32_MAX;

	for (size_t i = 0; i < a->nplaces; i++) {
		const struct ans_func *f = &a->funcs[a->places[i]];

		if (!spot_is_file(ans_str(a, f->file), file))
			continue;
		if (near == UINT32_MAX || f->line < line)
			near = a->places[i];
		if (f->line <= line && line <= f->end)
			vec_push(out, a->places[i]);
	}
	if (out->n)
		return 0;
	return near == UINT32_MAX ? no_such_file(a, file)
				  : between_functions(a, file, line, near);
}

static int unknown(const struct answers *a, const char *name)
{
	struct nearest near = NEAREST_INIT;
	struct buf t = {0};
	size_t n = strlen(name);
	int given = 0;

	for (size_t i = 0; i < count(a); i++)
		nearest_try(&near, name, ans_str(a, a->funcs[i].name));
	if (near.distance > MAX_TYPOS)
		near.name = NULL;
	if (near.name)
		buf_printf(&t, "%s", near.name);
	for (uint32_t i = first_named(a, name); i < count(a) && given < 3;
	     i++) {
		const char *other = ans_str(a, a->funcs[i].name);

		if (strncmp(other, name, n))
			break;
		if (near.name && !strcmp(near.name, other))
			continue;
		buf_printf(&t, "%s%s", t.n ? ", " : "", other);
		given++;
	}
	error("there is no function %s in this configuration%s%s", name,
	      t.n ? ", perhaps " : "",
	      t.n ? t.v : ": it is a macro, or is not built");
	buf_free(&t);
	return -1;
}

static int is_path(const char *name)
{
	size_t n = strlen(name);

	return strchr(name, '/') ||
	       (n > 2 && name[n - 2] == '.' && strchr("chS", name[n - 1]));
}

static int is_number(const char *s, size_t n)
{
	return n && strspn(s, "0123456789") >= n;
}

/* As reports and compilers print them: "function()", "FILE:LINE:COLUMN", with
 * the colon that follows. Return: the length without all that */
static size_t plain_length(const char *what)
{
	size_t n = strlen(what), at, before;

	if (n > 2 && !strcmp(what + n - 2, "()"))
		return n - 2;
	if (n && what[n - 1] == ':')
		n--;
	for (at = n; at && what[at - 1] != ':'; at--)
		;
	if (at < 2 || !is_number(what + at, n - at))
		return n;
	for (before = at - 1; before && what[before - 1] != ':'; before--)
		;
	return before && is_number(what + before, at - 1 - before) ? at - 1 : n;
}

int spot_parse(struct spot *p, const char *what)
{
	char *colon;

	*p = (struct spot){.file = ""};
	buf_add(&p->text, what, plain_length(what));
	p->name = p->text.n ? p->text.v : "";
	colon = strrchr(p->name, ':');
	if (!colon && is_path(p->name))
		return error("which place in %s? FILE:LINE or FILE:FUNCTION",
			     p->name);
	if (colon) {
		*colon = 0;
		p->file = p->name;
		p->name = colon + 1;
	}
	if (!*p->name || (colon && !*p->file))
		return error("which place is `%s'? FILE:LINE or FUNCTION",
			     what);
	p->by_line = colon && is_number(p->name, strlen(p->name));
	if (p->by_line)
		p->line = (uint32_t)strtoul(p->name, NULL, 10);
	return 0;
}

void spot_free(struct spot *p)
{
	buf_free(&p->text);
}

static int look_up(const struct answers *a, const struct spot *p, rows *out)
{
	if (p->by_line)
		return by_line(a, p->file, p->line, out);
	by_name(a, p->file, p->name, out);
	return out->n ? 0 : unknown(a, p->name);
}

int lookup_functions(const struct answers *a, const char *what, rows *out,
		     uint32_t *line)
{
	struct spot p;
	int err = spot_parse(&p, what) || look_up(a, &p, out);

	*line = p.line;
	spot_free(&p);
	return err ? -1 : 0;
}

uint32_t edge_caller(const struct answers *a, uint32_t edge)
{
	uint32_t lo = 0, hi = (uint32_t)count(a);

	while (lo < hi) { /* the last function whose edges begin at or before */
		uint32_t mid = (lo + hi + 1) / 2;

		if (a->funcs[mid].edges <= edge)
			lo = mid;
		else
			hi = mid - 1;
	}
	return lo;
}

void put_name(const struct answers *a, uint32_t fn, uint32_t line,
	      struct buf *out)
{
	const struct ans_func *f = &a->funcs[fn];

	buf_printf(out, "%s()  ", ans_str(a, f->name));
	if (f->flags & ANS_DEFINED)
		buf_printf(out, "%s:%u", ans_str(a, f->file),
			   line ? line : f->line);
	else
		buf_puts(out, "(no unit defines it)");
}

void put_evidence(const struct answers *a, uint32_t row, struct buf *out)
{
	const struct ans_evidence *e = &a->evidence[row];

	if (row == UINT32_MAX)
		return;
	if (e->where)
		buf_printf(out, "set in %s(), ", ans_str(a, e->where));
	else
		buf_puts(out, "static data, ");
	buf_printf(out, "%s:%u", ans_str(a, e->file), e->line);
}

void put_contexts(const struct answers *a, uint8_t ctx, struct buf *out)
{
	size_t n = out->n;

	for (size_t i = 0; i < a->ncontexts; i++)
		if (CTX_FORBIDDEN(ctx) >> i & 1)
			buf_printf(out, "%s%s", out->n > n ? "+" : "",
				   ans_str(a, a->contexts[i]));
	if (out->n == n)
		buf_puts(out, "nothing forbidden");
}

const struct ans_pointer *edge_pointer(const struct answers *a, uint32_t edge)
{
	const struct ans_func *f = &a->funcs[edge_caller(a, edge)];

	for (uint32_t i = f->pointers; i < f[1].pointers; i++)
		if (edge - a->pointers[i].edges < a->pointers[i].ntargets)
			return &a->pointers[i];
	return NULL;
}

const char *edge_place(const struct answers *a, uint32_t edge)
{
	const struct ans_pointer *p = edge_pointer(a, edge);

	return p ? ans_str(a, p->place) : "";
}

static const char *kind_words(uint8_t kind)
{
	switch (kind) {
	case EDGE_HANDOFF:
		return "handed off to a new task";
	case EDGE_WAKE:
		return "its thread is woken";
	case EDGE_CALLBACK:
		return "stored as a completion";
	default:
		return "called through ";
	}
}

const char *lookup_rule_words(const struct answers *a, uint16_t rule,
			      struct buf *mem)
{
	mem->n = 0;
	if (!rule)
		return "";
	buf_printf(mem, "%s %s", ans_str(a, a->rules[rule - 1].kind),
		   ans_str(a, a->rules[rule - 1].id));
	return mem->v;
}

void put_edge(const struct answers *a, uint32_t edge, struct buf *out)
{
	const struct ans_edge *e = &a->edges[edge];
	struct buf t = {0};

	if (e->kind != EDGE_CALL)
		buf_printf(out, "  <- %s%s", kind_words(e->kind),
			   edge_place(a, edge));
	if (e->evidence != UINT32_MAX) {
		buf_puts(out, " (");
		put_evidence(a, e->evidence, out);
		buf_puts(out, ")");
	}
	if (e->rule)
		buf_printf(out, "  [%s]", lookup_rule_words(a, e->rule, &t));
	buf_free(&t);
}
