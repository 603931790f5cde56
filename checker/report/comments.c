// SPDX-License-Identifier: GPL-2.0-only
/* Comments of the source that accept a finding. */
#include "report/comments.h"

#include "base/msg.h"

#include <string.h>

#define MARK_LEN (sizeof(COMMENTS_MARK) - 1)
#define USAGE "write `gfpcheck: ok - ` and the reason"

int source_read(const struct source *s, const char *file, struct buf *out)
{
	const char *tops[] = {s->tree, s->objtree};
	struct buf path = {0};
	int err = -1;

	for (size_t i = 0; i < 2 && err; i++) {
		path.n = 0;
		if (file[0] == '/')
			buf_puts(&path, file);
		else if (tops[i])
			buf_printf(&path, "%s/%s", tops[i], file);
		else
			continue;
		for (size_t k = 0; k < s->noverlays && err; k++) {
			if (strcmp(s->overlays[k].path, path.v))
				continue;
			buf_add(out, s->overlays[k].text, s->overlays[k].size);
			err = 0;
		}
		if (err)
			err = file_read(out, path.v);
	}
	buf_free(&path);
	return err;
}

/* ---- reading ---- */

struct scan {
	struct comments *c;
	const char *file, *text, *end, *at; /* lines are counted up to @at */
	uint32_t line;
};

static uint32_t line_of(struct scan *s, const char *p)
{
	while (s->at < p)
		s->line += *s->at++ == '\n';
	return s->line;
}

static void complain(struct scan *s, uint32_t line, const char *sentence)
{
	s->c->errors++;
	if (!s->c->quiet)
		error("%s:%u: %s", s->file, line, sentence);
}

static int is_blank(const char *from, const char *to)
{
	while (from < to && (*from == ' ' || *from == '\t' || *from == '\r'))
		from++;
	return from >= to;
}

static const char *line_start(const struct scan *s, const char *p)
{
	while (p > s->text && p[-1] != '\n')
		p--;
	return p;
}

static const char *line_end(const struct scan *s, const char *p)
{
	const char *nl = memchr(p, '\n', (size_t)(s->end - p));

	return nl ? nl : s->end;
}

/* The words between two places in one line, without the stars of a comment. */
static const char *words(struct arena *mem, const char *p, const char *end)
{
	struct buf t = {0};
	const char *out;

	while (p < end) {
		size_t n;

		p += strspn(p, " \t\r\n*");
		if (p >= end)
			break;
		n = strcspn(p, " \t\r\n");
		if (n > (size_t)(end - p))
			n = (size_t)(end - p);
		buf_printf(&t, "%s%.*s", t.n ? " " : "", (int)n, p);
		p += n;
	}
	out = arena_strdup(mem, t.n ? t.v : "");
	buf_free(&t);
	return out;
}

/* "ok - reason" between @p and @end */
static const char *reason(struct scan *s, const char *p, const char *end,
			  uint32_t line)
{
	const char *all = words(&s->c->mem, p, end), *why = all;

	if (strncmp(all, "ok", 2) || (all[2] && !strchr(" -", all[2]))) {
		complain(s, line, "this comment says nothing: " USAGE);
		return NULL;
	}
	why += 2;
	why += strspn(why, " -");
	if (!*why)
		complain(s, line, "the reason is missing: " USAGE);
	return *why ? why : NULL;
}

/* Where the comment begins that has nothing before @mark, or NULL. */
static const char *comment_start(const struct scan *s, const char *mark)
{
	const char *p = mark;

	while (p > s->text && (p[-1] == ' ' || p[-1] == '\t'))
		p--;
	if (p - s->text >= 2 && p[-1] == '/' && p[-2] == '/')
		return p - 2;
	while (p > s->text && strchr(" \t\r\n*", p[-1]))
		p--;
	return p > s->text && p[-1] == '/' && *p == '*' ? p - 1 : NULL;
}

/* @mark: where COMMENTS_MARK was found. */
static void take(struct scan *s, const char *mark)
{
	const char *p = comment_start(s, mark), *end, *after, *why;
	uint32_t first, last;
	struct comment c = {.file = s->file};

	if (!p)
		return;
	end = p[1] == '*' ? strstr(mark, "*/") : line_end(s, mark);
	if (!end)
		return;
	after = p[1] == '*' ? end + 2 : end;
	first = line_of(s, p);
	why = reason(s, mark + MARK_LEN, end, line_of(s, mark));
	last = line_of(s, after);
	if (!why)
		return;
	c.line = c.first = first;
	c.last = last;
	/* alone on its lines: it is about the next one */
	if (is_blank(line_start(s, p), p) &&
	    is_blank(after, line_end(s, after)))
		c.last++;
	c.reason = why;
	vec_push(&s->c->all, c);
}

void comments_scan(struct comments *c, const char *file, const char *text,
		   size_t n)
{
	struct scan s = {
		.c = c, .text = text, .end = text + n, .at = text, .line = 1};
	const char *p = text;

	while ((p = memmem(p, (size_t)(s.end - p), COMMENTS_MARK, MARK_LEN))) {
		if (!s.file)
			s.file = arena_strdup(&c->mem, file);
		take(&s, p);
		p += MARK_LEN;
	}
}

void comments_read(struct comments *c, const struct source *s,
		   const char *const *files, size_t n)
{
	struct buf text = {0};

	for (size_t i = 0; i < n; i++) {
		text.n = 0;
		if (!source_read(s, files[i], &text) && text.n)
			comments_scan(c, files[i], text.v, text.n);
	}
	buf_free(&text);
}

/* ---- using ---- */

static const char *covered(struct comments *c, const struct place *p)
{
	const char *why = NULL;

	for (size_t i = 0; i < c->all.n; i++) {
		struct comment *x = &c->all.v[i];

		if (p->line < x->first || p->line > x->last ||
		    strcmp(p->file, x->file))
			continue;
		x->used = 1;
		why = x->reason;
	}
	return why;
}

static const char *covers(struct comments *c, const struct finding *f)
{
	const char *at = covered(c, &f->at), *origin = covered(c, &f->origin);
	const char *alloc = covered(c, &f->alloc);
	int all = 1;

	if (!f->members.n)
		return at ? at : origin ? origin : alloc;
	for (size_t i = 0; i < f->members.n; i++) {
		const char *why = covered(c, &f->members.v[i].at);

		all &= why != NULL;
		origin = why ? why : origin;
	}
	return at ? at : all ? origin : NULL;
}

size_t comments_apply(struct comments *c, const struct report *r)
{
	size_t n = 0;

	for (size_t i = 0; c->all.n && i < r->findings->all.n; i++) {
		struct finding *f = r->findings->all.v[i];
		const char *why = covers(c, f);

		if (!why)
			continue;
		n += (size_t)report_lists(r, f);
		f->suppressed = why;
	}
	return n;
}

void comments_end(struct comments *c)
{
	vec_free(&c->all);
	arena_free(&c->mem);
}
