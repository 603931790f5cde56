// SPDX-License-Identifier: GPL-2.0-only
/* The file of accepted findings. */
#include "report/baseline.h"

#include "base/msg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD                                                                 \
	"# Findings of gfpcheck that were accepted, each with its reason.\n" \
	"# fingerprint, rule, place, reason; separated by tabs. `gfpcheck "  \
	"baseline write` adds\n# lines, `prune` drops those that are no "    \
	"longer needed; the reasons are yours.\n"

static int wrong(const struct baseline *b, unsigned line, const char *what)
{
	return error("%s:%u: %s", b->path, line, what);
}

static int is_fingerprint(const char *s)
{
	return strlen(s) == 16 && !s[strspn(s, "0123456789abcdef")];
}

static struct accepted *find(const struct baseline *b, const char *fingerprint)
{
	for (size_t i = 0; i < b->all.n; i++)
		if (!strcmp(b->all.v[i].fingerprint, fingerprint))
			return &b->all.v[i];
	return NULL;
}

static int read_line(struct baseline *b, char *s, unsigned line)
{
	char *field[4] = {s, "", "", ""};
	int n = 1;

	for (char *p = s; *p && n < 4; p++) {
		if (*p != '\t')
			continue;
		*p = 0;
		field[n++] = p + 1;
	}
	if (!is_fingerprint(field[0]) || n < 3)
		return wrong(b, line,
			     "not a line of a baseline: it is fingerprint, "
			     "rule, place and reason with tabs in between");
	if (find(b, field[0]))
		return wrong(b, line,
			     "this fingerprint was accepted before: "
			     "remove one of the lines");
	vec_push(&b->all, (struct accepted){field[0], field[1], field[2],
					    field[3] + strspn(field[3], " \t"),
					    line, 0});
	return 0;
}

/* All that lack a reason are one thing to do. */
static int check_reasons(struct baseline *b)
{
	size_t n = 0, first = 0;

	for (size_t i = b->all.n; i-- > 0;)
		if (!*b->all.v[i].reason) {
			first = i;
			n++;
		}
	if (n == 1)
		return wrong(b, b->all.v[first].line,
			     "the reason is missing: write why this "
			     "finding is accepted at its end");
	return n ? error("%s:%u: the reason is missing in %zu lines, of which "
			 "this is the first: write at their ends why these "
			 "findings are accepted",
			 b->path, b->all.v[first].line, n)
		 : 0;
}

int baseline_read(struct baseline *b, const char *path, int strict)
{
	unsigned line = 0;
	struct buf t = {0};
	char *p, *end;
	int err = 0;

	memset(b, 0, sizeof(*b));
	b->path = path;
	if (file_read(&t, path)) {
		buf_free(&t);
		if (errno == ENOENT && !strict)
			return 0;
		return error("cannot read the baseline %s: %s%s", path,
			     strerror(errno),
			     errno == ENOENT ? "; `gfpcheck baseline write` "
					       "makes one"
					     : "");
	}
	p = t.n ? arena_dup(&b->mem, t.v, t.n + 1) : "";
	buf_free(&t);
	for (; *p; p = end) {
		end = p + strcspn(p, "\n");
		if (*end)
			*end++ = 0;
		p[strcspn(p, "\r")] = 0;
		line++;
		if (*p == '#' && !strstr(HEAD, p))
			buf_printf(&b->notes, "%s\n", p);
		if (*p && *p != '#')
			err |= read_line(b, p, line);
	}
	return strict && !err ? check_reasons(b) : err;
}

static const char *place_words(struct baseline *b, const struct place *p)
{
	return arena_printf(&b->mem, "%s:%s()", p->file, p->function);
}

/* The line of one bug; the place that it has now is written down. */
static struct accepted *accept(struct baseline *b, const char *fingerprint,
			       const struct place *at)
{
	struct accepted *a = find(b, fingerprint);

	if (a) {
		a->used = 1;
		a->place = place_words(b, at);
	}
	return a;
}

static struct accepted *accepted_by(struct baseline *b, struct finding *f)
{
	struct accepted *a = NULL;
	size_t n = 0;

	if (!f->members.n)
		return accept(b, f->fingerprint, &f->at);
	for (size_t i = 0; i < f->members.n; i++) {
		struct member *x = &f->members.v[i];
		struct accepted *one = accept(b, x->fingerprint, &x->at);

		x->baseline = one ? BASELINE_UNCHANGED : BASELINE_NEW;
		a = one ? one : a;
		n += one != NULL;
	}
	return n == f->members.n ? a : NULL;
}

size_t baseline_apply(struct baseline *b, const struct report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->findings->all.n; i++) {
		struct finding *f = r->findings->all.v[i];
		struct accepted *a = accepted_by(b, f);

		n += a && report_lists(r, f);
		f->baseline = a ? BASELINE_UNCHANGED : BASELINE_NEW;
		if (a && !f->suppressed)
			f->suppressed = a->reason;
	}
	return n;
}

int baseline_stale(const struct report *r, const struct accepted *a)
{
	char file[4096];

	snprintf(file, sizeof(file), "%.*s", (int)strcspn(a->place, ":"),
		 a->place);
	return !a->used && report_wants(r, file);
}

static size_t add(struct baseline *b, const char *fingerprint, const char *rule,
		  const struct place *at, const char *reason)
{
	struct accepted a = {.reason = reason, .used = 1};

	if (find(b, fingerprint))
		return 0;
	a.fingerprint = arena_strdup(&b->mem, fingerprint);
	a.rule = arena_strdup(&b->mem, rule);
	a.place = place_words(b, at);
	vec_push(&b->all, a);
	return 1;
}

size_t baseline_add(struct baseline *b, const struct report *r,
		    const char *reason)
{
	size_t n = 0;

	for (size_t i = 0; i < r->findings->all.n; i++) {
		const struct finding *f = r->findings->all.v[i];

		if (!report_lists(r, f))
			continue;
		for (size_t k = 0; k < f->members.n; k++)
			n += add(b, f->members.v[k].fingerprint, f->rule,
				 &f->members.v[k].at, reason);
		if (!f->members.n)
			n += add(b, f->fingerprint, f->rule, &f->at, reason);
	}
	return n;
}

size_t baseline_prune(struct baseline *b, const struct report *r)
{
	size_t kept = 0, n = b->all.n;

	for (size_t i = 0; i < n; i++)
		if (!baseline_stale(r, &b->all.v[i]))
			b->all.v[kept++] = b->all.v[i];
	b->all.n = kept;
	return n - kept;
}

static int by_place(const void *a, const void *b)
{
	const struct accepted *x = a, *y = b;
	int c = strcmp(x->place, y->place);

	if (!c)
		c = strcmp(x->rule, y->rule);
	return c ? c : strcmp(x->fingerprint, y->fingerprint);
}

void baseline_text(struct baseline *b, struct buf *out)
{
	if (b->all.n)
		qsort(b->all.v, b->all.n, sizeof(*b->all.v), by_place);
	buf_puts(out, HEAD);
	buf_add(out, b->notes.v, b->notes.n);
	for (size_t i = 0; i < b->all.n; i++) {
		const struct accepted *a = &b->all.v[i];

		buf_printf(out, "%s\t%s\t%s\t%s\n", a->fingerprint, a->rule,
			   a->place, a->reason);
	}
}

void baseline_free(struct baseline *b)
{
	vec_free(&b->all);
	buf_free(&b->notes);
	arena_free(&b->mem);
}
