// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report as text: a GCC-style line per finding, then the calls from the
 * entry to the allocation with the evidence of each step, what was in force
 * there, and what to do. At the end what the silence about the rest means.
 */
#include "report/report.h"
#include "rule/folder.h"

#include <string.h>

#define WIDTH 100
#define MAX_INDENT 24
#define MAX_PROBLEMS 10

static const char *paint(const struct report *r, const char *escape)
{
	return r->colour ? escape : "";
}

#define BOLD "\033[1m"
#define MAGENTA "\033[1;35m"
#define DIM "\033[2m"
#define PLAIN "\033[0m"

void report_line(const struct report *r, const struct finding *f,
		 struct buf *out)
{
	buf_printf(out, "%s%s:%u:%u:%s %swarning:%s %s [%s]", paint(r, BOLD),
		   f->at.file, f->at.line, f->at.col, paint(r, PLAIN),
		   paint(r, MAGENTA), paint(r, PLAIN), f->message, f->rule);
}

/* Words of @text, broken at WIDTH; following lines are indented by @indent. */
static void put_wrapped(struct buf *out, const char *first, const char *text,
			size_t indent)
{
	size_t column = indent + strlen(first);

	buf_printf(out, "%*s%s", (int)indent, "", first);
	for (const char *p = text; *(p += strspn(p, " \t\n"));) {
		size_t n = strcspn(p, " \t\n");

		if (column + 1 + n > WIDTH) {
			buf_printf(out, "\n%*s", (int)(indent + strlen(first)),
				   "");
			column = indent + strlen(first);
		}
		buf_printf(out, " %.*s", (int)n, p);
		column += n + 1;
		p += n;
	}
	buf_puts(out, "\n");
}

static const char *evidence(const struct step *s, size_t i)
{
	return i && s->kind == EDGE_CALL ? NULL : s->how;
}

static void put_step(const struct report *r, const struct finding *f, size_t i,
		     struct buf *out)
{
	const struct step *s = &f->chain.v[i];
	size_t indent = 4 + (i < MAX_INDENT / 2 ? 2 * i : MAX_INDENT);
	const char *how = evidence(s, i);

	buf_printf(out, "%*s%s%s()  %s%s:%u%s", (int)indent, "", i ? "-> " : "",
		   s->at.function, paint(r, DIM), s->at.file, s->at.line,
		   paint(r, PLAIN));
	if (strcmp(s->scope, "none"))
		buf_printf(out, "  [scope %s]", s->scope);
	if (how && !i)
		buf_printf(out, "  <- enters %s: %s", f->context, how);
	else if (how)
		buf_printf(out, "  <- %s", how);
	buf_puts(out, "\n");
}

static int same_place(const struct place *a, const struct place *b)
{
	return a->line == b->line && !strcmp(a->file, b->file);
}

static void put_facts(const struct finding *f, struct buf *out)
{
	buf_puts(out, "    ");
	if (f->mask)
		buf_printf(out, "effective mask %s, ", f->mask);
	buf_printf(out, "scope %s at %s:%u (%s)\n",
		   f->scope ? f->scope : "none", f->alloc.file, f->alloc.line,
		   confidence_name(f->confidence));
	if (f->kind == FINDING_MASK && !same_place(&f->origin, &f->at))
		buf_printf(out, "    the mask is written in %s(), %s:%u\n",
			   f->origin.function, f->origin.file, f->origin.line);
	if (f->count > 1)
		buf_printf(out, "    the same place is behind %zu more %s\n",
			   f->count - 1,
			   f->count == 2 ? "allocation" : "allocations");
}

static void put_finding(const struct report *r, const struct finding *f,
			struct buf *out)
{
	report_line(r, f, out);
	buf_puts(out, "\n");
	for (size_t i = 0; i < f->chain.n; i++)
		put_step(r, f, i, out);
	put_facts(f, out);
	if (f->advice && *f->advice)
		put_wrapped(out, "suggested:", f->advice, 4);
	buf_puts(out, "\n");
}

/* ---- coverage ---- */

static const char *plural(size_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

static void put_problems(const struct coverage *c, struct buf *out)
{
	for (size_t i = 0; i < c->problems.n && i < MAX_PROBLEMS; i++)
		buf_printf(out, "    %s %s: %.*s\n",
			   c->problems.v[i].failed ? "failed" : "degraded",
			   c->problems.v[i].unit,
			   (int)strcspn(c->problems.v[i].reason, "\n"),
			   c->problems.v[i].reason);
	if (c->problems.n > MAX_PROBLEMS)
		buf_printf(out, "    and %zu more\n",
			   c->problems.n - MAX_PROBLEMS);
}

/* What does not count: findings must not vanish in silence. */
static void put_silenced(const struct report *r, struct buf *out)
{
	const struct silenced *s = &r->silenced;

	if (s->comments)
		buf_printf(out, "; %zu accepted in the source", s->comments);
	if (s->baseline)
		buf_printf(out, "; %zu accepted by the baseline", s->baseline);
	if (s->folders)
		buf_printf(out, "; %zu not asked for by " FOLDER_FILE,
			   s->folders);
}

static void put_total(const struct report *r, struct buf *out)
{
	size_t shown = 0, n;

	for (int c = CERTAIN; c <= POSSIBLE; c++)
		shown += report_count(r, c);
	buf_printf(out, "%zu %s", shown, plural(shown, "finding", "findings"));
	for (int c = CERTAIN; c <= POSSIBLE; c++) {
		n = report_count(r, c);
		if (n || c <= (int)r->shown)
			buf_printf(out, "%s %zu %s", c ? "," : ":", n,
				   confidence_name(c));
	}
	for (int c = CERTAIN; c <= POSSIBLE; c++) {
		n = report_hidden(r, c);
		if (n || c > (int)r->shown)
			buf_printf(out, "; %zu %s not shown", n,
				   confidence_name(c));
	}
	put_silenced(r, out);
	buf_puts(out, "\n");
}

static void put_changes(const struct report *r, struct buf *out)
{
	for (size_t i = 0; i < r->findings->all.n; i++) {
		const struct finding *f = r->findings->all.v[i];

		if (f->baseline == BASELINE_ABSENT)
			buf_printf(out, "fixed: %s:%u: %s [%s]\n", f->at.file,
				   f->at.line, f->message, f->rule);
	}
	buf_printf(out, "%zu introduced, %zu fixed, %zu preexisting; base %s\n",
		   r->changes.introduced, r->changes.fixed,
		   r->changes.preexisting, r->changes.base);
}

static void put_coverage(const struct report *r, struct buf *out)
{
	const struct coverage *c = &r->findings->coverage;

	buf_printf(out, "coverage: %zu %s, %zu degraded, %zu failed; ",
		   c->units, plural(c->units, "unit", "units"), c->degraded,
		   c->failed);
	buf_printf(out, "%zu functions, %zu on an I/O path, %zu states\n",
		   c->functions, c->reached, c->states);
	put_problems(c, out);
	buf_printf(out,
		   "not seen: %zu of %zu pointer calls unresolved, %zu edges "
		   "cut by boundaries, %zu hand-offs lost, %zu announcements "
		   "not followed, %zu states widened, %zu given up\n",
		   c->unresolved, c->pointer_calls, c->cut, c->handoffs_lost,
		   c->announcements, c->widened, c->given_up);
	for (size_t i = 0; i < r->nnotes; i++)
		buf_printf(out, "note: %s\n", r->notes[i]);
}

void report_text(const struct report *r, struct buf *out)
{
	for (size_t i = 0; i < r->findings->all.n; i++)
		if (report_shows(r, r->findings->all.v[i]))
			put_finding(r, r->findings->all.v[i], out);
	if (r->changes.base)
		put_changes(r, out);
	put_total(r, out);
	put_coverage(r, out);
}
