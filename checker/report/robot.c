// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report in the layout of the kernel test robot's mails: what was checked
 * and how to check it again, tags to fill in, the new warnings and the old ones
 * with ">>" on the new, and for each new one the source around it, with who
 * wrote it when git knows.
 */
#include "extract/extract.h"
#include "kbuild/git.h"
#include "report/report.h"

#include <string.h>

#define BEFORE 5
#define AFTER 3
#define MAX_BLAMED 50 /* git looks through all history of a file for each */

/* ---- the source ---- */

struct source {
	const struct report *r;
	const char *name; /* of the file in @text */
	struct buf text;
	int overlaid;
	struct git git;
	const char *head;
	int kept; /* by git */
	unsigned nblamed;
};

static int read_overlay(struct source *s, const char *path)
{
	for (size_t i = 0; i < s->r->noverlays; i++) {
		const struct overlay *o = &s->r->overlays[i];

		if (strcmp(o->path, path))
			continue;
		buf_add(&s->text, o->text, o->size);
		return 1;
	}
	return 0;
}

/* findings come in order of their files: one is enough to keep */
static void open_source(struct source *s, const char *file)
{
	struct buf path = {0};

	if (s->name && !strcmp(s->name, file))
		return;
	s->name = file;
	s->text.n = 0;
	buf_printf(&path, "%s%s%s", *file == '/' ? "" : s->r->tree,
		   *file == '/' ? "" : "/", file);
	s->overlaid = read_overlay(s, path.v);
	if (!s->overlaid && file_read(&s->text, path.v))
		s->text.n = 0;
	buf_free(&path);
}

/* The last of the lines up to @want that there are. */
static uint32_t last_line(const struct source *s, uint32_t want)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s->text.n && n < want; i++)
		n += s->text.v[i] == '\n' || i + 1 == s->text.n;
	return n;
}

static void put_author(const git_lines *who, size_t i, struct buf *out)
{
	if (i < who->n && who->v[i].commit && who->v[i].author && who->v[i].day)
		buf_printf(out, "%-14s %-20.20s %s ", who->v[i].commit,
			   who->v[i].author, who->v[i].day);
}

/* Who wrote the lines from @from to @to, one for each, or nobody. */
static void find_authors(struct source *s, uint32_t from, uint32_t to,
			 git_lines *out)
{
	if (!s->kept || s->overlaid || s->nblamed++ >= MAX_BLAMED)
		return;
	git_blame(&s->git, s->name, from, to, out);
}

static void put_excerpt(struct source *s, const struct finding *f,
			struct buf *out)
{
	const char *p, *end;
	uint32_t at = f->at.line, from = at > BEFORE ? at - BEFORE : 1;
	git_lines who = {0};

	open_source(s, f->at.file);
	p = s->text.v;
	end = p + s->text.n;
	if (p < end)
		find_authors(s, from, last_line(s, at + AFTER), &who);
	for (uint32_t line = 1; p < end && line <= at + AFTER; line++) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((stop ? stop : end) - p);

		if (line >= from) {
			put_author(&who, line - from, out);
			buf_printf(out, "%c %5u", line == at ? '>' : ' ', line);
			buf_puts(out, n ? "\t" : "");
			buf_add(out, p, n);
			buf_puts(out, "\n");
		}
		p += n + 1;
	}
	vec_free(&who);
}

/* ---- the mail ---- */

static int is_old(const struct finding *f)
{
	return f->baseline == BASELINE_UNCHANGED;
}

static void put_head(const struct source *s, struct buf *out)
{
	const struct report *r = s->r;

	buf_printf(out, "tree:   %s\n", *r->tree ? r->tree : "(none)");
	if (s->kept)
		buf_printf(out, "head:   %s\n", s->head);
	if (*r->release)
		buf_printf(out, "kernel: %s\n", r->release);
	if (*r->config)
		buf_printf(out, "config: %s\n", r->config);
	buf_printf(out, "checker: %s\n", r->tool);
	if (r->command)
		buf_printf(out, "reproduce:\n        %s\n", r->command);
}

static void put_tags(struct buf *out)
{
	buf_puts(out, "\nIf you fix the issue in a separate patch/commit (i.e. "
		      "not just a new version of\nthe same patch/commit), "
		      "kindly add following tags\n"
		      "| Reported-by: NAME <ADDRESS>\n"
		      "| Closes: https://lore.kernel.org/r/MESSAGE-ID\n");
}

static void put_list(const struct report *r, int old, struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < r->findings->all.n; i++) {
		const struct finding *f = r->findings->all.v[i];

		if (!report_shows(r, f) || f->suppressed ||
		    f->baseline == BASELINE_ABSENT || is_old(f) != old)
			continue;
		if (!n++)
			buf_printf(out, "\n%s gfpcheck warnings:\n",
				   old ? "Old" : "New");
		buf_puts(out, old ? "" : ">> ");
		report_line(r, f, out);
		buf_puts(out, "\n");
	}
}

static void put_details(struct source *s, const struct finding *f,
			struct buf *out)
{
	buf_printf(out, "\nvim +/%s +%u %s\n\n", f->at.function, f->at.line,
		   f->at.file);
	put_excerpt(s, f, out);
	buf_puts(out, "\n");
	report_chain(s->r, f, out);
}

void report_robot(const struct report *r, struct buf *out)
{
	struct report plain = *r;
	struct source s = {.r = &plain};
	size_t n = 0;

	for (int c = CERTAIN; c <= (int)r->shown; c++)
		n += report_count(r, (enum confidence)c);
	plain.colour = 0;
	plain.width = 0;
	s.kept = *r->tree && !git_peek(&s.git, r->tree, &s.head);
	put_head(&s, out);
	if (n)
		put_tags(out);
	put_list(&plain, 0, out);
	put_list(&plain, 1, out);
	for (size_t i = 0; i < r->findings->all.n; i++) {
		const struct finding *f = r->findings->all.v[i];

		if (report_lists(r, f) && !is_old(f))
			put_details(&s, f, out);
	}
	buf_puts(out, "\n");
	report_end(&plain, out);
	git_close(&s.git);
	buf_free(&s.text);
}
