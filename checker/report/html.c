// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report as one HTML file that loads nothing: a page with its style and
 * script (html/), and the findings as JSON in it, which the script shows.
 * Strings, steps of chains and source are kept once each and named by number,
 * so that a report of thousands of findings stays small; what a finding shows
 * is drawn when it is opened.
 */
#include "base/json.h"
#include "report/excerpt.h"
#include "report/report.h"

#include <string.h>

#define EMBED(name, file)                                    \
	__asm__(".pushsection .rodata\n" name ":\n"          \
		".incbin \"checker/report/html/" file "\"\n" \
		".byte 0\n"                                  \
		".popsection\n")

extern const char gfpcheck_page_html[], gfpcheck_page_css[], gfpcheck_page_js[];
EMBED("gfpcheck_page_html", "page.html");
EMBED("gfpcheck_page_css", "page.css");
EMBED("gfpcheck_page_js", "page.js");

/* Texts by number, in order of first use; [0] is none. */
struct table {
	VEC(sym_t) all;
	VEC(uint32_t) index; /* sym -> all + 1 */
};

struct page {
	const struct report *r;
	struct json j;
	struct table strings, steps;
	struct excerpts source;
};

static uint32_t number_of(struct table *t, const char *text)
{
	sym_t s = sym(text);

	while (t->index.n <= s)
		vec_push(&t->index, 0);
	if (!t->index.v[s]) {
		vec_push(&t->all, s);
		t->index.v[s] = (uint32_t)t->all.n;
	}
	return t->index.v[s] - 1;
}

static void put_table(struct json *j, const char *key, struct table *t)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < t->all.n; i++)
		json_string(j, NULL, sym_str(t->all.v[i]));
	json_close(j);
	vec_free(&t->all);
	vec_free(&t->index);
}

static void put_text(struct page *p, const char *key, const char *text)
{
	json_number(&p->j, key, number_of(&p->strings, text));
}

static void put_place(struct page *p, const char *key, const struct place *at)
{
	json_open(&p->j, key, '[');
	put_text(p, NULL, at->file);
	put_text(p, NULL, at->function);
	json_number(&p->j, NULL, at->line);
	json_close(&p->j);
	excerpts_want(&p->source, at->file, at->line);
}

/* the numbers of file, function, line, kind, evidence, scope and mask */
static void put_step(struct page *p, const struct step *s)
{
	struct table *t = &p->strings;
	struct buf b = {0};

	buf_printf(&b, "%u %u %u ", number_of(t, s->at.file),
		   number_of(t, s->at.function), s->at.line);
	buf_printf(&b, "%u %u ", number_of(t, edge_kind_name(s->kind)),
		   number_of(t, s->how));
	buf_printf(&b, "%u %u", number_of(t, s->scope), number_of(t, s->mask));
	json_number(&p->j, NULL, number_of(&p->steps, b.v));
	buf_free(&b);
	excerpts_want(&p->source, s->at.file, s->at.line);
}

static const char *finding_kind_name(enum finding_kind kind)
{
	static const char *const names[] = {[FINDING_MASK] = "mask",
					    [FINDING_DOOR] = "door",
					    [FINDING_DUTY] = "duty"};

	return names[kind];
}

static void put_members(struct page *p, const struct finding *f)
{
	struct json *j = &p->j;

	json_open(j, "members", '[');
	for (size_t i = 0; i < f->members.n; i++) {
		const struct member *m = &f->members.v[i];

		json_open(j, NULL, '{');
		json_string(j, "id", m->fingerprint);
		json_string(j, "message", m->message);
		put_place(p, "at", &m->at);
		json_close(j);
	}
	json_close(j);
}

static void put_finding(struct page *p, const struct finding *f)
{
	struct json *j = &p->j;

	json_open(j, NULL, '{');
	json_string(j, "id", f->fingerprint);
	put_text(p, "kind", finding_kind_name(f->kind));
	put_text(p, "rule", f->rule);
	put_text(p, "context", f->context);
	put_text(p, "confidence", confidence_name(f->confidence));
	json_string(j, "message", f->message);
	put_text(p, "entry", f->entry);
	put_text(p, "reason", f->entry_reason);
	put_text(p, "advice", f->advice);
	put_text(p, "mask", f->mask);
	put_text(p, "scope", f->scope);
	put_text(p, "layer", f->layer);
	put_text(p, "baseline", report_baseline(f->baseline));
	json_number(j, "count", f->count);
	put_place(p, "at", &f->at);
	put_place(p, "origin", &f->origin);
	put_place(p, "alloc", &f->alloc);
	put_members(p, f);
	json_open(j, "chain", '[');
	for (size_t i = 0; i < f->chain.n; i++)
		put_step(p, &f->chain.v[i]);
	json_close(j);
	json_close(j);
}

static void put_data(struct page *p)
{
	const struct findings *all = p->r->findings;
	struct json *j = &p->j;

	number_of(&p->strings, NULL);
	json_open(j, NULL, '{');
	json_string(j, "tool", p->r->tool);
	json_string(j, "tree", p->r->tree);
	json_string(j, "release", p->r->release);
	json_string(j, "config", p->r->config);
	json_open(j, "findings", '[');
	for (size_t i = 0; i < all->all.n; i++)
		if (report_lists(p->r, all->all.v[i]))
			put_finding(p, all->all.v[i]);
	json_close(j);
	put_table(j, "steps", &p->steps);
	put_table(j, "strings", &p->strings);
	excerpts_put(&p->source, j, "sources");
	report_json_coverage(p->r, j);
	json_close(j);
	excerpts_free(&p->source);
}

/* JSON within <script>: nothing may look like a tag. These characters are in
 * its strings only. */
static void put_escaped(const struct buf *json, struct buf *out)
{
	for (size_t at = 0, n; at < json->n; at += n + 1) {
		n = strcspn(json->v + at, "<>&");
		buf_add(out, json->v + at, n);
		if (at + n < json->n)
			buf_printf(out, "\\u%04x",
				   (unsigned char)json->v[at + n]);
	}
}

static void put_part(const struct report *r, const char *name, size_t n,
		     struct buf *out)
{
	struct buf data = {0};
	struct page p = {.r = r, .j = {.out = &data, .flat = 1}};

	p.source.r = r;
	if (!strncmp(name, "page.css", n)) {
		buf_puts(out, gfpcheck_page_css);
	} else if (!strncmp(name, "page.js", n)) {
		buf_puts(out, gfpcheck_page_js);
	} else {
		put_data(&p);
		put_escaped(&data, out);
		buf_free(&data);
	}
}

/* html/page.html has @@name@@ where the parts belong. */
void report_html(const struct report *r, struct buf *out)
{
	const char *at = gfpcheck_page_html, *mark;

	while ((mark = strstr(at, "@@"))) {
		const char *end = strstr(mark + 2, "@@");

		buf_add(out, at, (size_t)(mark - at));
		put_part(r, mark + 2, (size_t)(end - mark - 2), out);
		at = end + 2;
	}
	buf_puts(out, at);
}
