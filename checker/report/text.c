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
#define MAX_MEMBERS 20 /* lines; JSON has them all */
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

/* columns of @n bytes: escape sequences have none */
static size_t visible(const char *s, size_t n)
{
	size_t columns = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\033')
			i += strcspn(s + i, "m");
		else
			columns += (s[i] & 0xc0) != 0x80;
	}
	return columns;
}

/*
 * A line of words at @indent. It is broken at @width, unless that is 0, and
 * goes on at @indent + @hang.
 */
static void put_words(struct buf *out, size_t width, size_t indent, size_t hang,
		      const char *text)
{
	size_t column, next = indent + hang;

	if (width && next > width / 2)
		next = width / 2;
	if (width && indent > next)
		indent = next;
	buf_printf(out, "%*s", (int)indent, "");
	column = indent;
	for (const char *p = text; *p;) {
		size_t gap = strspn(p, " \n"), n = strcspn(p + gap, " \n");
		size_t columns = visible(p + gap, n);

		if (!n)
			break;
		if (width && gap && column + gap + columns > width) {
			buf_printf(out, "\n%*s", (int)next, "");
			column = next;
		} else {
			buf_printf(out, "%*s", (int)gap, "");
			column += gap;
		}
		buf_add(out, p + gap, n);
		column += columns;
		p += gap + n;
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
	struct buf line = {0};

	buf_printf(&line, "%s%s()  %s%s:%u%s", i ? "-> " : "", s->at.function,
		   paint(r, DIM), s->at.file, s->at.line, paint(r, PLAIN));
	if (strcmp(s->scope, "none"))
		buf_printf(&line, "  [scope %s]", s->scope);
	if (how && !i)
		buf_printf(&line, "  <- enters %s: %s", f->context, how);
	else if (how)
		buf_printf(&line, "  <- %s", how);
	put_words(out, r->width, indent, 6, line.v);
	buf_free(&line);
}

static int same_place(const struct place *a, const struct place *b)
{
	return a->line == b->line && !strcmp(a->file, b->file);
}

static void put_member(const struct member *x, const char *word,
		       struct buf *out)
{
	buf_printf(out, "      %s:%u: %s%s\n", x->at.file, x->at.line, word,
		   x->message);
}

/* The chain leads to the first of them, see make_group(). What is new among
 * others comes first, and is said to be. */
static void put_members(const struct finding *f, struct buf *out)
{
	int mixed = report_fresh(f) != NULL;
	size_t n = 1;

	if (f->members.n > 1)
		buf_puts(out, "    the same scope mends:\n");
	for (size_t i = 0; mixed && i < f->members.n && n < MAX_MEMBERS; i++)
		if (f->members.v[i].baseline == BASELINE_NEW) {
			put_member(&f->members.v[i], "new: ", out);
			n += i != 0;
		}
	for (size_t i = 1; i < f->members.n && n < MAX_MEMBERS; i++)
		if (!mixed || f->members.v[i].baseline != BASELINE_NEW) {
			put_member(&f->members.v[i], "", out);
			n++;
		}
	if (n < f->members.n)
		buf_printf(out, "      and %zu more\n", f->members.n - n);
}

static void put_facts(const struct report *r, const struct finding *f,
		      struct buf *out)
{
	struct buf line = {0};

	if (f->mask)
		buf_printf(&line, "effective mask %s, ", f->mask);
	buf_printf(&line, "scope %s at %s:%u (%s)\n",
		   f->scope ? f->scope : "none", f->alloc.file, f->alloc.line,
		   confidence_name(f->confidence));
	put_words(out, r->width, 4, 4, line.v);
	line.n = 0;
	if (f->kind == FINDING_MASK && !same_place(&f->origin, &f->at)) {
		buf_printf(&line, "the mask is written in %s(), %s:%u",
			   f->origin.function, f->origin.file, f->origin.line);
		put_words(out, r->width, 4, 4, line.v);
	}
	put_members(f, out);
	if (f->count > 1 && f->members.n == 0)
		buf_printf(out, "    the same place is behind %zu more %s\n",
			   f->count - 1,
			   f->count == 2 ? "allocation" : "allocations");
	buf_free(&line);
}

static void put_advice(const struct report *r, const struct finding *f,
		       struct buf *out)
{
	static const char first[] = "suggested: ";
	struct buf line = {0};

	buf_printf(&line, "%s%s", first, f->advice);
	put_words(out, r->width ? r->width : WIDTH, 4, strlen(first), line.v);
	buf_free(&line);
}

void report_chain(const struct report *r, const struct finding *f,
		  struct buf *out)
{
	for (size_t i = 0; i < f->chain.n; i++)
		put_step(r, f, i, out);
	if (f->alloc.file)
		put_facts(r, f, out);
	if (f->advice && *f->advice)
		put_advice(r, f, out);
	buf_printf(out, "    %sfingerprint %s%s\n", paint(r, DIM),
		   f->fingerprint, paint(r, PLAIN));
}

/* ---- coverage ---- */

static const char *plural(size_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

/* findings to show that @is says so about, open or not */
static void put_problems(const struct report *r, struct buf *out)
{
	const struct coverage *c = &r->findings->coverage;

	for (size_t i = 0; i < c->problems.n && i < MAX_PROBLEMS; i++) {
		struct buf line = {0};

		buf_printf(&line, "%s %s: %.*s",
			   c->problems.v[i].failed ? "failed" : "degraded",
			   c->problems.v[i].unit,
			   (int)strcspn(c->problems.v[i].reason, "\n"),
			   c->problems.v[i].reason);
		put_words(out, r->width, 4, 4, line.v);
		buf_free(&line);
	}
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
	struct buf line = {0};
	int last = r->shown > POSSIBLE ? NOTE : POSSIBLE;
	size_t shown = 0, n;

	for (int c = CERTAIN; c <= last; c++)
		shown += report_count(r, c);
	buf_printf(&line, "%zu %s", shown,
		   plural(shown, "finding", "findings"));
	for (int c = CERTAIN; c <= last; c++) {
		n = report_count(r, c);
		if (n || c <= (int)r->shown)
			buf_printf(&line, "%s %zu %s", c ? "," : ":", n,
				   confidence_name(c));
	}
	for (int c = CERTAIN; c <= last; c++) {
		n = report_hidden(r, c);
		if (n || c > (int)r->shown)
			buf_printf(&line, "; %zu %s not shown", n,
				   confidence_name(c));
	}
	put_silenced(r, &line);
	put_words(out, r->width, 0, 4, line.v);
	buf_free(&line);
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
	struct buf line = {0};

	buf_printf(&line, "coverage: %zu %s, %zu degraded, %zu failed; ",
		   c->units, plural(c->units, "unit", "units"), c->degraded,
		   c->failed);
	buf_printf(&line, "%zu functions, %zu on an I/O path, %zu states",
		   c->functions, c->reached, c->states);
	put_words(out, r->width, 0, 4, line.v);
	put_problems(r, out);
	line.n = 0;
	buf_printf(
		&line,
		"not seen: %zu of %zu pointer calls unresolved, %zu on some "
		"ways, %zu called functions that no unit defines, %zu edges "
		"cut by boundaries, %zu hand-offs lost, %zu announcements "
		"not followed, %zu ways into shared code not told, %zu states "
		"widened, %zu given up",
		c->unresolved, c->pointer_calls, c->partly, c->undefined,
		c->cut, c->handoffs_lost, c->announcements, c->ways_left_out,
		c->widened, c->given_up);
	put_words(out, r->width, 0, 4, line.v);
	for (size_t i = 0; i < r->nnotes; i++) {
		line.n = 0;
		buf_printf(&line, "note: %s", r->notes[i]);
		put_words(out, r->width, 0, 4, line.v);
	}
	buf_free(&line);
}

void report_end(const struct report *r, struct buf *out)
{
	if (r->changes.base)
		put_changes(r, out);
	put_total(r, out);
	put_coverage(r, out);
}

void report_text(const struct report *r, struct buf *out)
{
	for (size_t i = 0; i < r->findings->all.n; i++) {
		const struct finding *f = r->findings->all.v[i];

		if (!report_lists(r, f))
			continue;
		report_line(r, f, out);
		buf_puts(out, "\n");
		report_chain(r, f, out);
		buf_puts(out, "\n");
	}
	report_end(r, out);
}
