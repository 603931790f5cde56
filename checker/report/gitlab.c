// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report for GitLab's Code Quality widget: an array of issues with the
 * members that GitLab's documentation ("Code Quality report format") asks for,
 * and those of Code Climate that it shows. GitLab compares the reports of two
 * branches itself, by fingerprint: old findings are in it too.
 */
#include "report/report.h"

static const char *severity(enum confidence c)
{
	static const char *const names[] = {[CERTAIN] = "critical",
					    [LIKELY] = "major",
					    [POSSIBLE] = "minor",
					    [NOTE] = "info"};

	return names[c];
}

static void put_location(struct json *j, const struct place *p)
{
	json_open(j, "location", '{');
	json_string(j, "path", p->file);
	json_open(j, "lines", '{');
	json_number(j, "begin", p->line ? p->line : 1);
	json_close(j);
	json_close(j);
}

/* what the widget unfolds: the chain, in a fixed font */
static void put_content(struct json *j, const struct report *r,
			const struct finding *f)
{
	struct report plain = *r;
	struct buf body = {0};

	plain.colour = 0;
	plain.width = 0;
	buf_puts(&body, "```\n");
	report_chain(&plain, f, &body);
	buf_puts(&body, "```\n");
	json_open(j, "content", '{');
	json_string(j, "body", body.v);
	json_close(j);
	buf_free(&body);
}

static void put_issue(struct json *j, const struct report *r,
		      const struct finding *f)
{
	json_open(j, NULL, '{');
	json_string(j, "type", "issue");
	json_string(j, "check_name", f->rule);
	json_string(j, "description", f->message);
	json_open(j, "categories", '[');
	json_string(j, NULL, "Bug Risk");
	json_close(j);
	json_string(j, "severity", severity(f->confidence));
	json_string(j, "fingerprint", f->fingerprint);
	put_location(j, &f->at);
	put_content(j, r, f);
	json_close(j);
}

void report_gitlab(const struct report *r, struct buf *out)
{
	struct json j = {.out = out};

	json_open(&j, NULL, '[');
	for (size_t i = 0; i < r->findings->all.n; i++)
		if (report_lists(r, r->findings->all.v[i]))
			put_issue(&j, r, r->findings->all.v[i]);
	json_close(&j);
}
