// SPDX-License-Identifier: GPL-2.0-only
/*
 * The report as SARIF 2.1.0, the OASIS standard: one run, whose invocation
 * carries the coverage. The chain of a finding is a code flow; each task that
 * it passes is a thread flow of its own, and executionOrder tells how they
 * follow one another.
 */
#include "findings/paths.h"
#include "report/help.h"
#include "report/report.h"

#include <ctype.h>
#include <string.h>

#define SCHEMA                                                        \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/" \
	"schemas/sarif-schema-2.1.0.json"
#define MAX_DESCRIPTION 1024 /* GitHub cuts it there */
#define RESULT_LEVEL 6	     /* deeper members stay on one line: 4 MB, not 12 */

struct sarif {
	struct json j;
	const struct report *r;
	struct help_list help;
	int open_only; /* for a service that takes every result for a warning */
};

static int takes(const struct sarif *s, const struct finding *f)
{
	return s->open_only ? report_lists(s->r, f) : report_shows(s->r, f);
}

/* ---- small parts ---- */

static void put_message(struct json *j, const char *key, const char *text)
{
	json_open(j, key, '{');
	json_string(j, "text", text);
	json_close(j);
}

static void add_uri(struct buf *out, const char *path)
{
	for (const unsigned char *p = (const unsigned char *)path; *p; p++)
		if (isalnum(*p) || strchr("/-._~+,@=", *p))
			buf_add(out, p, 1);
		else
			buf_printf(out, "%%%02X", *p);
}

/* a path of the tree is relative to SRCROOT; others are absolute */
static void put_artifact(struct json *j, const char *file)
{
	struct buf uri = {0};

	buf_puts(&uri, *file == '/' ? "file://" : "");
	add_uri(&uri, file);
	json_open(j, "artifactLocation", '{');
	json_string(j, "uri", uri.v);
	if (*file != '/')
		json_string(j, "uriBaseId", "SRCROOT");
	json_close(j);
	buf_free(&uri);
}

static void put_spot(struct json *j, const struct place *p)
{
	json_open(j, "physicalLocation", '{');
	put_artifact(j, p->file);
	if (p->line) {
		json_open(j, "region", '{');
		json_number(j, "startLine", p->line);
		if (p->col)
			json_number(j, "startColumn", p->col);
		json_number(j, "endLine", p->line);
		if (p->col)
			json_number(j, "endColumn", p->col + 1);
		json_close(j);
	}
	json_close(j);
	if (!p->function || !*p->function)
		return;
	json_open(j, "logicalLocations", '[');
	json_open(j, NULL, '{');
	json_string(j, "name", p->function);
	json_string(j, "kind", "function");
	json_close(j);
	json_close(j);
}

static void put_property(struct json *j, const char *key, const char *value)
{
	if (value && *value)
		json_string(j, key, value);
}

/* ---- the tool and its rules ---- */

/* "noio-mask" and the friendly name that goes with it, "NoioMask" */
static void put_names(struct json *j, const char *id)
{
	struct buf name = {0};

	for (const char *p = id; *p; p++) {
		char c = (char)(p == id || p[-1] == '-' ? toupper(*p) : *p);

		if (c != '-')
			buf_add(&name, &c, 1);
	}
	json_string(j, "id", id);
	json_string(j, "name", name.v);
	buf_free(&name);
}

/* Whole sentences, as many as fit. */
static void shorten(struct buf *b, size_t max)
{
	size_t n = max;

	if (b->n <= max)
		return;
	while (n && !(b->v[n - 1] == '.' && strchr(" \n", b->v[n])))
		n--;
	b->n = n ? n : max;
	b->v[b->n] = 0;
}

static void put_rule(struct json *j, const struct help *h)
{
	struct buf text = {0}, marked = {0}, full = {0};

	help_text(h, &text);
	help_markdown(h, &marked);
	buf_puts(&full, text.v);
	shorten(&full, MAX_DESCRIPTION);
	json_open(j, NULL, '{');
	put_names(j, h->name);
	put_message(j, "shortDescription", h->title);
	put_message(j, "fullDescription", full.v);
	json_open(j, "help", '{');
	json_string(j, "text", text.v);
	json_string(j, "markdown", marked.v);
	json_close(j);
	json_open(j, "defaultConfiguration", '{');
	json_string(j, "level", "warning");
	json_close(j);
	json_close(j);
	buf_free(&text);
	buf_free(&marked);
	buf_free(&full);
}

static const struct {
	const char *id, *text, *level;
} notifications[] = {
	{"unit-failed", "A unit could not be parsed: nothing in it is checked",
	 "error"},
	{"unit-degraded",
	 "A unit was parsed with errors: parts of it may be "
	 "missing",
	 "warning"},
	{"left-out", "Something was left out of the run", "note"},
};

enum { UNIT_IS_FAILED, UNIT_IS_DEGRADED, LEFT_OUT, NNOTIFICATIONS };

/* "0.1" is "0.1.0" as semver.org writes it. */
static void put_version(struct json *j, const char *version)
{
	struct buf b = {0};

	json_string(j, "version", version);
	buf_printf(&b, "%s.0", version);
	json_string(j, "semanticVersion", b.v);
	buf_free(&b);
}

static void put_driver(struct sarif *s)
{
	struct json *j = &s->j;
	size_t name = strcspn(s->r->tool, " ");
	struct buf b = {0};

	buf_add(&b, s->r->tool, name);
	json_open(j, "tool", '{');
	json_open(j, "driver", '{');
	json_string(j, "name", b.v);
	if (s->r->tool[name])
		put_version(j, s->r->tool + name + 1);
	json_open(j, "rules", '[');
	for (size_t i = 0; i < s->help.all.n; i++)
		put_rule(j, &s->help.all.v[i]);
	json_close(j);
	json_open(j, "notifications", '[');
	for (size_t i = 0; i < NNOTIFICATIONS; i++) {
		json_open(j, NULL, '{');
		put_names(j, notifications[i].id);
		put_message(j, "shortDescription", notifications[i].text);
		json_close(j);
	}
	json_close(j);
	json_close(j);
	json_close(j);
	buf_free(&b);
}

/* ---- the invocation: what was seen, and what was not ---- */

static void put_notification(struct json *j, int which, const char *unit,
			     const char *text)
{
	json_open(j, NULL, '{');
	json_open(j, "descriptor", '{');
	json_string(j, "id", notifications[which].id);
	json_number(j, "index", (uint64_t)which);
	json_close(j);
	json_string(j, "level", notifications[which].level);
	put_message(j, "message", text);
	if (unit) {
		struct place p = {.file = unit};

		json_open(j, "locations", '[');
		json_open(j, NULL, '{');
		put_spot(j, &p);
		json_close(j);
		json_close(j);
	}
	json_close(j);
}

static void put_invocation(struct sarif *s)
{
	const struct coverage *c = &s->r->findings->coverage;
	struct json *j = &s->j;

	json_open(j, "invocations", '[');
	json_open(j, NULL, '{');
	if (s->r->command)
		json_string(j, "commandLine", s->r->command);
	json_bool(j, "executionSuccessful", 1);
	json_open(j, "toolExecutionNotifications", '[');
	for (size_t i = 0; i < c->problems.n; i++)
		put_notification(j,
				 c->problems.v[i].failed ? UNIT_IS_FAILED
							 : UNIT_IS_DEGRADED,
				 c->problems.v[i].unit,
				 c->problems.v[i].reason);
	for (size_t i = 0; i < s->r->nnotes; i++)
		put_notification(j, LEFT_OUT, NULL, s->r->notes[i]);
	json_close(j);
	json_open(j, "properties", '{');
	json_open(j, "coverage", '{');
	report_counts(j, c);
	json_close(j);
	json_close(j);
	json_close(j);
	json_close(j);
}

static void put_base(struct sarif *s)
{
	struct json *j = &s->j;
	struct buf uri = {0};

	json_open(j, "originalUriBaseIds", '{');
	json_open(j, "SRCROOT", '{');
	if (*s->r->tree == '/') {
		buf_puts(&uri, "file://");
		add_uri(&uri, s->r->tree);
		buf_puts(&uri, "/");
		json_string(j, "uri", uri.v);
	}
	put_message(j, "description", "the kernel source that was checked");
	json_close(j);
	json_close(j);
	buf_free(&uri);
}

/* ---- the chain ---- */

static const char *importance(const struct finding *f, size_t i)
{
	return !i || i + 1 == f->chain.n || f->chain.v[i].kind != EDGE_CALL
		       ? "essential"
		       : "important";
}

static void put_step(struct json *j, const struct finding *f, size_t i,
		     size_t level)
{
	const struct step *s = &f->chain.v[i];
	const char *how = i && s->kind == EDGE_CALL ? NULL : s->how;
	struct place at = s->at;
	struct buf text = {0};

	at.col = 0; /* a step knows its line only */
	if (i + 1 == f->chain.n && f->alloc.file && at.file &&
	    at.line == f->alloc.line && !strcmp(at.file, f->alloc.file))
		at = f->alloc;
	buf_printf(&text, "%s()", s->at.function);
	if (how)
		buf_printf(&text, ": %s%s%s", i ? "" : "enters ",
			   i ? "" : f->context, i ? how : "");
	if (how && !i)
		buf_printf(&text, ", %s", how);
	json_open(j, NULL, '{');
	json_open(j, "location", '{');
	put_spot(j, &at);
	put_message(j, "message", text.v);
	json_close(j);
	json_open(j, "state", '{');
	put_message(j, "scope", s->scope ? s->scope : "none");
	json_close(j);
	json_number(j, "nestingLevel", level);
	json_number(j, "executionOrder", i + 1);
	json_string(j, "importance", importance(f, i));
	json_close(j);
	buf_free(&text);
}

/* Return: the step behind the task that begins with step @i */
static size_t put_task(struct json *j, const struct finding *f, size_t i,
		       size_t number)
{
	size_t first = i;
	struct buf id = {0};

	buf_printf(&id, "task %zu", number);
	json_open(j, NULL, '{');
	json_string(j, "id", id.v);
	json_open(j, "locations", '[');
	do
		put_step(j, f, i, i - first);
	while (++i < f->chain.n && !edge_starts_task(f->chain.v[i].kind));
	json_close(j);
	json_close(j);
	buf_free(&id);
	return i;
}

static void put_flow(struct json *j, const struct finding *f)
{
	size_t tasks = 0;

	if (!f->chain.n)
		return;
	json_open(j, "codeFlows", '[');
	json_open(j, NULL, '{');
	json_open(j, "threadFlows", '[');
	for (size_t i = 0; i < f->chain.n;)
		i = put_task(j, f, i, ++tasks);
	json_close(j);
	json_close(j);
	json_close(j);
}

/* ---- results ---- */

static void put_related(struct json *j, size_t id, const struct place *p,
			const char *what)
{
	if (!p->file)
		return;
	json_open(j, NULL, '{');
	json_number(j, "id", id);
	put_spot(j, p);
	put_message(j, "message", what);
	json_close(j);
}

static void put_relations(struct json *j, const struct finding *f)
{
	json_open(j, "relatedLocations", '[');
	put_related(j, 0, &f->origin,
		    f->kind == FINDING_MASK ? "the mask is written here"
					    : "the origin");
	put_related(j, 1, &f->alloc,
		    f->kind == FINDING_DOOR ? "the shared code begins here"
					    : "the allocation");
	for (size_t i = 1; i < f->members.n; i++)
		put_related(j, i + 1, &f->members.v[i].at,
			    f->members.v[i].message);
	json_close(j);
}

/* What is certain comes first; then the shorter chain is the easier to judge.
 */
static uint64_t rank(const struct finding *f)
{
	static const uint8_t best[] = {
		[CERTAIN] = 100, [LIKELY] = 70, [POSSIBLE] = 40, [NOTE] = 30};
	size_t steps = f->chain.n < 29 ? f->chain.n : 29;

	return best[f->confidence] - steps;
}

static const char *level(enum confidence c)
{
	static const char *const levels[] = {[CERTAIN] = "error",
					     [LIKELY] = "warning",
					     [POSSIBLE] = "note",
					     [NOTE] = "note"};

	return levels[c];
}

/* either all results have this member or none: section 3.27.23 */
static void put_suppressions(struct json *j, const struct finding *f)
{
	json_open(j, "suppressions", '[');
	if (f->suppressed) {
		json_open(j, NULL, '{');
		json_string(j, "kind", "external");
		json_string(j, "status", "accepted");
		json_string(j, "justification", f->suppressed);
		json_close(j);
	}
	json_close(j);
}

static void put_properties(struct json *j, const struct finding *f)
{
	json_open(j, "properties", '{');
	json_string(j, "confidence", confidence_name(f->confidence));
	put_property(j, "context", f->context);
	put_property(j, "entry", f->entry);
	put_property(j, "entryReason", f->entry_reason);
	put_property(j, "mask", f->mask);
	put_property(j, "scope", f->scope);
	put_property(j, "layer", f->layer);
	json_number(j, "count", f->count);
	json_close(j);
}

static void put_text(struct json *j, const struct finding *f)
{
	size_t n = f->advice ? strcspn(f->advice, "\n") : 0;
	struct buf text = {0};

	while (n && f->advice[n - 1] == '.')
		n--;
	buf_printf(&text, "%s.", f->message);
	if (n)
		buf_printf(&text, " Suggested: %.*s.", (int)n, f->advice);
	put_message(j, "message", text.v);
	buf_free(&text);
}

static void put_result(struct sarif *s, const struct finding *f)
{
	struct json *j = &s->j;

	json_open(j, NULL, '{');
	json_string(j, "ruleId", f->rule);
	json_number(j, "ruleIndex", help_index(&s->help, f->rule));
	json_string(j, "level", level(f->confidence));
	json_number(j, "rank", rank(f));
	put_text(j, f);
	json_open(j, "locations", '[');
	json_open(j, NULL, '{');
	put_spot(j, &f->at);
	json_close(j);
	json_close(j);
	json_open(j, "partialFingerprints", '{');
	json_string(j, "gfpcheck/v1", f->fingerprint);
	/* the only one that GitHub looks at */
	json_string(j, "primaryLocationLineHash", f->fingerprint);
	json_close(j);
	if (report_baseline(f->baseline))
		json_string(j, "baselineState", report_baseline(f->baseline));
	put_suppressions(j, f);
	put_flow(j, f);
	put_relations(j, f);
	put_properties(j, f);
	json_close(j);
}

static void write_sarif(const struct report *r, int open_only, struct buf *out)
{
	struct sarif s = {.j = {.out = out, .broad = RESULT_LEVEL},
			  .r = r,
			  .open_only = open_only};
	struct json *j = &s.j;

	help_begin(&s.help, r->rules);
	for (size_t i = 0; i < r->findings->all.n; i++)
		if (takes(&s, r->findings->all.v[i]))
			help_index(&s.help, r->findings->all.v[i]->rule);
	json_open(j, NULL, '{');
	json_string(j, "$schema", SCHEMA);
	json_string(j, "version", "2.1.0");
	json_open(j, "runs", '[');
	json_open(j, NULL, '{');
	put_driver(&s);
	put_invocation(&s);
	put_base(&s);
	json_string(j, "columnKind", "unicodeCodePoints");
	json_open(j, "results", '[');
	for (size_t i = 0; i < r->findings->all.n; i++)
		if (takes(&s, r->findings->all.v[i]))
			put_result(&s, r->findings->all.v[i]);
	json_close(j);
	json_open(j, "properties", '{');
	put_property(j, "release", r->release);
	put_property(j, "config", r->config);
	json_close(j);
	json_close(j);
	json_close(j);
	json_close(j);
	help_end(&s.help);
}

void report_sarif(const struct report *r, struct buf *out)
{
	write_sarif(r, 0, out);
}

void report_code_scanning(const struct report *r, struct buf *out)
{
	write_sarif(r, 1, out);
}
