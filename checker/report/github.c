// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report as workflow commands of GitHub Actions: each finding becomes an
 * annotation of its line in a pull request. Totals and coverage stand in the
 * log as they are.
 */
#include "report/report.h"

#include <string.h>

/* "%" and what ends a command; in a property what ends that as well */
static void put_escaped(struct buf *out, const char *text, const char *special)
{
	for (const char *p = text; *p; p++)
		if (strchr(special, *p))
			buf_printf(out, "%%%02X", (unsigned char)*p);
		else
			buf_add(out, p, 1);
}

#define DATA "%\r\n"
#define PROPERTY DATA ":,"

static const char *command(enum confidence c)
{
	static const char *const names[] = {[CERTAIN] = "error",
					    [LIKELY] = "warning",
					    [POSSIBLE] = "notice",
					    [NOTE] = "notice"};

	return names[c];
}

static void put_annotation(const struct report *plain, const struct finding *f,
			   struct buf *out)
{
	const struct member *fresh = report_fresh(f);
	const struct place *at = fresh ? &fresh->at : &f->at;
	struct buf text = {0};

	buf_printf(out, "::%s file=", command(f->confidence));
	put_escaped(out, at->file, PROPERTY);
	buf_printf(out, ",line=%u,col=%u,title=", at->line, at->col);
	put_escaped(out, f->rule, PROPERTY);
	buf_puts(out, "::");
	buf_printf(&text, "%s\n", f->message);
	report_chain(plain, f, &text);
	text.v[text.n - 1] = 0;
	put_escaped(out, text.v, DATA);
	buf_puts(out, "\n");
	buf_free(&text);
}

void report_github(const struct report *r, struct buf *out)
{
	struct report plain = *r;

	plain.colour = 0;
	plain.width = 0;
	for (size_t i = 0; i < r->findings->all.n; i++)
		if (report_lists(r, r->findings->all.v[i]))
			put_annotation(&plain, r->findings->all.v[i], out);
	report_end(&plain, out);
}
