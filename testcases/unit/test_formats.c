// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of the formats, on made-up findings of every kind. TAP.
 *
 *	test_formats FORMAT N	print a report of N such findings
 */
#include "report/report.h"
#include "rule/rule.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- made-up findings ---- */

static struct rules rules;
static struct findings all;

static void add_chain(struct finding *f, unsigned n)
{
	static const enum edge_kind kinds[] = {
		EDGE_CALL, EDGE_SLOT, EDGE_HANDOFF, EDGE_CALL,
		EDGE_WAKE, EDGE_CALL, EDGE_VALUE};

	for (unsigned i = 0; i < 2 + n % 20; i++)
		vec_push(&f->chain,
			 (struct step){{arena_printf(&all.mem, "drivers/d%u.c",
						     (n + i) % 7),
					arena_printf(&all.mem, "step_%u", i),
					10 + i, 1},
				       "set in a_function_with_a_name(), "
				       "drivers/another_file.c:4711",
				       i ? kinds[i % 7] : EDGE_ENTRY,
				       i % 3 ? "none" : "noio"});
}

static void add_finding(unsigned n)
{
	static const char *const names[] = {"noio-mask", "noio-door",
					    "noio-scope", "old-rule"};
	struct arena *mem = &all.mem;
	struct finding *f = arena_alloc(mem, sizeof(*f));

	f->kind = n % 2 ? FINDING_DOOR : FINDING_MASK;
	f->fingerprint = arena_printf(mem, "%016x", n);
	f->rule = names[n % 4];
	f->context = "noio";
	f->confidence = (enum confidence)(n % 3);
	f->at = (struct place){arena_printf(mem, "drivers/a b%u.c", n),
			       arena_printf(mem, "fn_%u", n), n + 1, 9};
	f->message = arena_printf(mem, "fn_%u(): \"100%%\", 50%% \xff bad", n);
	f->baseline = (enum baseline_state)(n % 4);
	f->suppressed = n % 5 == 4 ? "false alarm: the queue is empty" : NULL;
	vec_push(&all.all, f);
	if (f->baseline == BASELINE_ABSENT) /* little is known of those */
		return;
	f->origin = (struct place){"/usr/include/else.h", "origin", 7, 0};
	f->alloc = (struct place){"mm/slab.c", "alloc", 0, 0};
	f->advice = "open a scope where this I/O path begins, or pass another "
		    "mask if only this allocation is on the I/O path\n";
	f->entry = f->entry_reason = f->mask = f->scope = "words";
	f->layer = n % 2 ? "net" : NULL;
	f->count = n;
	for (unsigned i = 0; i < n % 3; i++)
		vec_push(&f->members,
			 (struct member){.fingerprint = f->fingerprint,
					 .at = f->origin,
					 .message = f->message});
	add_chain(f, n);
}

static void begin(unsigned n)
{
	const char *dir = getenv("RULES");

	if (rules_read(&rules, dir ? dir : "rules"))
		exit(2);
	for (unsigned i = 0; i < n; i++)
		add_finding(i);
	all.coverage = (struct coverage){.units = 1234, .failed = 1};
	vec_reserve(&all.coverage.problems, 1);
	all.coverage.problems.v[0].unit = "drivers/broken.c";
	all.coverage.problems.v[0].reason = "no such file\nnor another";
	all.coverage.problems.v[0].failed = 1;
	all.coverage.problems.n = 1;
}

static void end(void)
{
	findings_free(&all);
	memset(&all, 0, sizeof(all));
	rules_free(&rules);
}

static struct report a_report(void)
{
	static const char *const notes[] = {"a folder was left out"};

	return (struct report){.tool = "gfpcheck 0.1",
			       .tree = "/no/such/tree",
			       .release = "6.1",
			       .config = "storage",
			       .command = "gfpcheck check",
			       .findings = &all,
			       .rules = &rules,
			       .shown = POSSIBLE,
			       .notes = notes,
			       .nnotes = 1};
}

static const struct writer *writer(const char *name)
{
	const struct writer *w = report_writer(name, strlen(name));

	if (!w) {
		fprintf(stderr, "no format %s\n", name);
		exit(2);
	}
	return w;
}

/* ---- tests ---- */

static int holds(const struct buf *b, const char *text)
{
	return b->v && strstr(b->v, text);
}

static size_t count(const struct buf *b, const char *text)
{
	size_t n = 0;

	for (const char *p = b->v; (p = strstr(p, text)); p++)
		n++;
	return n;
}

/* of 20: 0-based, absent are 3 7 11 15 19, there before 2 6 10 14 18,
 * suppressed 4 9 14 19 */
static void test_lists(void)
{
	static const char *const open_only[] = {"text", "gitlab", "github",
						"robot", "code-scanning"};
	struct report r = a_report();
	char what[80];

	for (size_t i = 0; i < 5; i++) {
		struct buf b = {0};

		writer(open_only[i])->write(&r, &b);
		snprintf(what, sizeof(what), "%s: neither suppressed nor gone",
			 open_only[i]);
		ok(holds(&b, "fn_5()") && !holds(&b, "fn_4()") &&
			   !holds(&b, "fn_3()") &&
			   (i == 3 || !holds(&b, "fn_2()")),
		   what);
		buf_free(&b);
	}
}

static void test_totals(void)
{
	struct report r = a_report();
	struct buf b = {0};

	r.silenced.comments = 3;
	report_text(&r, &b);
	ok(holds(&b, "\n8 findings: "), "text: open findings are counted");
	ok(holds(&b, "; 3 accepted in the source\n"),
	   "text: and so are the others");
	ok(!holds(&b, "\033"), "text: no colour unless asked for");
	buf_free(&b);
}

static int is_first_line(const char *line, size_t n)
{
	return memmem(line, n, " warning: ", 10) != NULL;
}

static void test_width(void)
{
	struct report r = a_report();
	size_t longest = 0, whole = 0;
	struct buf b = {0};

	r.width = 60;
	report_text(&r, &b);
	for (const char *p = b.v; *p; p += strcspn(p, "\n") + 1) {
		size_t n = strcspn(p, "\n");

		if (is_first_line(p, n))
			whole += memmem(p, n, "bad [", 5) != NULL;
		else if (n > longest)
			longest = n;
	}
	ok(longest <= 60 && longest > 50, "width: lines are broken");
	ok(whole == 8, "width: a first line is never broken");
	b.n = 0;
	r.width = 0;
	report_text(&r, &b);
	ok(holds(&b, "<- set in a_function_with_a_name(), "
		     "drivers/another_file.c:4711\n"),
	   "width: a step stays whole in a file");
	buf_free(&b);
}

static void test_robot(void)
{
	struct report r = a_report();
	struct buf b = {0};
	const char *old;

	report_robot(&r, &b);
	old = strstr(b.v, "\nOld gfpcheck warnings:\ndrivers/a b2.c:3:9: ");
	ok(old && !strstr(old, "\n>> "), "robot: old warnings come last");
	ok(holds(&b, "\nNew gfpcheck warnings:\n>> drivers/a b0.c:1:9: "),
	   "robot: new ones first, marked");
	ok(count(&b, "\n>> ") == count(&b, "\nvim +/"),
	   "robot: and each is shown");
	ok(!holds(&b, "vim +/fn_2 "), "robot: old ones are not");
	buf_free(&b);
}

static void test_github(void)
{
	struct report r = a_report();
	struct buf b = {0};

	report_github(&r, &b);
	ok(holds(&b, "::error file=drivers/a b0.c,line=1,col=9,title=noio-mask"
		     "::fn_0(): \"100%25\", 50%25 "),
	   "github: a property and a message");
	ok(count(&b, "\n::") == 7, "github: one line each");
	buf_free(&b);
}

static void test_scale(unsigned n)
{
	static const char *const names[] = {"text",	     "json",   "sarif",
					    "code-scanning", "gitlab", "github",
					    "robot"};
	struct report r = a_report();

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct buf b = {0};
		char what[80];

		writer(names[i])->write(&r, &b);
		snprintf(what, sizeof(what), "%s: %u findings: %.1f MB",
			 names[i], n, (double)b.n / 1e6);
		ok(b.n > 100 * n && b.n < 10000 * n, what);
		buf_free(&b);
	}
}

int main(int argc, char **argv)
{
	if (argc == 3) {
		struct report r = (begin((unsigned)atoi(argv[2])), a_report());
		struct buf b = {0};

		writer(argv[1])->write(&r, &b);
		fwrite(b.v, 1, b.n, stdout);
		buf_free(&b);
		end();
		return 0;
	}
	begin(20);
	test_lists();
	test_totals();
	test_width();
	test_robot();
	test_github();
	end();
	begin(800);
	test_scale(800);
	end();
	return tap_end();
}
