// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of report/ctext and report/patch: tokens of awkward texts, and
 * diffs of random edits that must give, applied by the rules of diff, exactly
 * the text that the edits make.
 */
#include "report/patch.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- tokens ---- */

static void test_tokens(void)
{
	const char *text = "#define A \\\n  { ( \"\n"
			   "/* f( */ int f(int a) /* { */ __attr((x))\n"
			   "{\n#if B\n	if (a) {\n#else\n	{\n#endif\n"
			   "	puts(\"}\\\"\"); // }\n	c = '}';\n	}\n}\n"
			   "int g;";
	struct ctext t;
	struct cfunc f;

	ctext_read(&t, text, strlen(text));
	ok(!ctext_function(&t, "f", 3, &f) && t.toks.v[f.close].line == 13,
	   "a body with braces in strings, comments and both branches of #if");
	ok(ctext_function(&t, "f", 15, &f) && ctext_function(&t, "g", 14, &f),
	   "no function is found where there is none");
	ok(ctext_is(&t, ctext_at(&t, 3, 10), "int") &&
		   ctext_is(&t, ctext_at(&t, 3, 11), "f"),
	   "a place is the token at it or behind it");
	ok(ctext_at(&t, 99, 1) == t.toks.n, "no token behind the end");
	ctext_free(&t);
	ctext_read(&t, "f(\"", 3);
	ok(t.toks.n == 3 && ctext_close(&t, 1) == 3, "an open string, an open "
						     "bracket");
	ctext_free(&t);
}

/* ---- diffs ---- */

static int read_text(void *arg, const char *name, const char **v, size_t *n)
{
	*v = arg;
	*n = strlen(arg);
	return strcmp(name, "a.c") ? -1 : 0;
}

/* The next line of @p without its first character into @out. */
static const char *take(const char *p, struct buf *out)
{
	size_t n = strcspn(p, "\n") + 1;

	buf_add(out, p + 1, n - 1);
	p += n;
	if (*p == '\\') {
		out->v[--out->n] = 0; /* No newline at end of file */
		p += strcspn(p, "\n") + 1;
	}
	return p;
}

/* Lines of the old text up to number @until into @out. */
static const char *keep(const char *old, long *line, long until,
			struct buf *out)
{
	while (*line < until && *old) {
		size_t n = strcspn(old, "\n");

		n += old[n] == '\n';
		buf_add(out, old, n);
		old += n;
		++*line;
	}
	return old;
}

/* Return: does the diff apply to @old, and is the result in @out? */
static int apply(const char *p, const char *old, struct buf *out)
{
	long line = 1, from, count, to, more;

	while (sscanf(p, "@@ -%ld,%ld +%ld,%ld @@", &from, &count, &to,
		      &more) == 4) {
		old = keep(old, &line, from + !count, out);
		p += strcspn(p, "\n") + 1;
		while (count > 0 || more > 0) {
			struct buf b = {0};
			char op = *p;

			p = take(p, op == '-' ? &b : out);
			if (op != '+') {
				struct buf was = {0};

				old = keep(old, &line, line + 1, &was);
				if (op == '-' && strcmp(was.v, b.v))
					return 0;
				buf_free(&was);
			}
			buf_free(&b);
			count -= op != '+';
			more -= op != '-';
		}
	}
	keep(old, &line, 1 << 30, out);
	return !*p;
}

static void random_text(struct buf *b, unsigned *seed)
{
	int lines = rand_r(seed) % 60;

	buf_puts(b, "");
	for (int i = 0; i < lines; i++)
		buf_printf(b, "%c%c\n", 'a' + rand_r(seed) % 3,
			   'a' + rand_r(seed) % 2);
	if (rand_r(seed) % 3 == 0)
		buf_puts(b, "end");
}

/* Edits that do not overlap, and the text that they make. */
static void random_edits(struct patch_file *f, struct buf *want, unsigned *seed)
{
	static const char *const texts[] = {"", "x", "x\ny", "\n", "z\n"};
	size_t at = 0, left;

	buf_puts(want, "");
	while ((left = f->text.n - at)) {
		size_t kept = 1 + (size_t)rand_r(seed) % 40;
		size_t gone = (size_t)rand_r(seed) % 5;
		const char *text = texts[rand_r(seed) % 5];

		kept = kept < left ? kept : left;
		buf_add(want, f->text.v + at, kept);
		at += kept;
		left -= kept;
		gone = gone < left ? gone : left;
		if (!gone && !*text)
			continue;
		patch_edit(f, (uint32_t)at, (uint32_t)(at + gone), text);
		buf_puts(want, text);
		at += gone;
	}
}

static int round_trip(unsigned seed)
{
	struct buf old = {0}, want = {0}, diff = {0}, got = {0};
	struct patch_source source = {read_text, NULL};
	struct patch p = {.source = &source};
	struct patch_file *f;
	const char *hunks;
	int good;

	random_text(&old, &seed);
	source.arg = old.v;
	f = patch_open(&p, "a.c");
	random_edits(f, &want, &seed);
	patch_write(&p, &diff);
	hunks = diff.n ? strstr(diff.v, "@@") : "";
	buf_puts(&got, "");
	good = (!hunks || apply(hunks, old.v, &got)) &&
	       (hunks ? !strcmp(got.v, want.v) : !strcmp(old.v, want.v));
	if (!good)
		printf("# seed %u\n", seed);
	buf_free(&old);
	buf_free(&want);
	buf_free(&diff);
	buf_free(&got);
	patch_free(&p);
	return good;
}

static void test_patch(void)
{
	struct patch_source source = {read_text, "one\n"};
	struct patch p = {.source = &source};
	struct patch_file *f = patch_open(&p, "a.c");
	struct buf out = {0};
	int good = 1;

	ok(f && patch_open(&p, "a.c") == f && !patch_open(&p, "b.c"),
	   "a file is opened once, a missing one not at all");
	patch_write(&p, &out);
	ok(!out.n, "no edits, no diff");
	patch_edit(f, 0, 3, "two");
	patch_edit(f, 0, 3, "two");
	patch_write(&p, &out);
	ok(!strcmp(out.v,
		   "--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,1 @@\n-one\n+two\n"),
	   "the same edit twice is one");
	buf_free(&out);
	patch_free(&p);
	for (unsigned seed = 1; seed <= 2000 && good; seed++)
		good = round_trip(seed);
	ok(good, "2000 random edits are what their diffs make");
}

int main(void)
{
	test_tokens();
	test_patch();
	return tap_end();
}
