// SPDX-License-Identifier: GPL-2.0-only
/* The report as JSON. */
#include "report/report.h"

const char *edge_kind_name(enum edge_kind kind)
{
	static const char *const names[] = {
		[EDGE_ENTRY] = "entry",	    [EDGE_CALL] = "call",
		[EDGE_SLOT] = "slot",	    [EDGE_VALUE] = "value",
		[EDGE_HANDOFF] = "handoff", [EDGE_CALLBACK] = "callback",
		[EDGE_WAKE] = "wake",
	};

	return names[kind];
}

static void put_place(struct json *j, const char *key, const struct place *p)
{
	json_open(j, key, '{');
	json_string(j, "file", p->file);
	json_number(j, "line", p->line);
	json_number(j, "column", p->col);
	json_string(j, "function", p->function);
	json_close(j);
}

static void put_step(struct json *j, const struct step *s)
{
	json_open(j, NULL, '{');
	json_string(j, "function", s->at.function);
	json_string(j, "file", s->at.file);
	json_number(j, "line", s->at.line);
	json_string(j, "evidence", s->how);
	json_string(j, "scope", s->scope);
	json_string(j, "kind", edge_kind_name(s->kind));
	json_close(j);
}

static void put_also(struct json *j, const struct place *at, const char *scope)
{
	json_open(j, NULL, '{');
	json_string(j, "function", at->function);
	json_string(j, "file", at->file);
	json_number(j, "line", at->line);
	json_string(j, "evidence",
		    "below the same function, needs the same scope");
	json_string(j, "scope", scope);
	json_string(j, "kind", "also");
	json_close(j);
}

/* What a member passes below the finding's place, and its mask. */
static void put_branch(struct json *j, const struct member *x,
		       const char *scope)
{
	for (size_t i = 0; i + 1 < x->chain.n; i++)
		put_also(j, &x->chain.v[i].at, x->chain.v[i].scope);
	put_also(j, &x->at, scope);
}

static void put_chain(struct json *j, const struct finding *f)
{
	json_open(j, "chain", '[');
	for (size_t i = 0; i < f->chain.n; i++)
		put_step(j, &f->chain.v[i]);
	/* the other branches of the tree, for who reads chains only */
	for (size_t i = 1; i < f->members.n; i++)
		put_branch(j, &f->members.v[i], f->scope);
	json_close(j);
}

static void put_members(struct json *j, const struct finding *f)
{
	json_open(j, "members", '[');
	for (size_t i = 0; i < f->members.n; i++) {
		const struct member *x = &f->members.v[i];

		json_open(j, NULL, '{');
		json_string(j, "fingerprint", x->fingerprint);
		json_string(j, "file", x->at.file);
		json_number(j, "line", x->at.line);
		json_number(j, "column", x->at.col);
		json_string(j, "function", x->at.function);
		json_string(j, "message", x->message);
		json_string(j, "baseline", report_baseline(x->baseline));
		json_open(j, "chain", '[');
		for (size_t k = 0; k < x->chain.n; k++)
			put_step(j, &x->chain.v[k]);
		json_close(j);
		json_close(j);
	}
	json_close(j);
}

static void put_finding(struct json *j, const struct finding *f)
{
	json_open(j, NULL, '{');
	json_string(j, "fingerprint", f->fingerprint);
	json_string(j, "rule", f->rule);
	json_string(j, "context", f->context);
	json_string(j, "confidence", confidence_name(f->confidence));
	json_string(j, "file", f->at.file);
	json_number(j, "line", f->at.line);
	json_number(j, "column", f->at.col);
	json_string(j, "function", f->at.function);
	json_string(j, "entry", f->entry);
	json_string(j, "entry_reason", f->entry_reason);
	json_string(j, "message", f->message);
	json_string(j, "advice", f->advice);
	json_string(j, "mask", f->mask);
	json_string(j, "scope", f->scope);
	json_string(j, "layer", f->layer);
	put_place(j, "origin", &f->origin);
	put_place(j, "allocation", &f->alloc);
	put_place(j, "placement", &f->at);
	put_chain(j, f);
	put_members(j, f);
	json_number(j, "count", f->count);
	json_string(j, "baseline", report_baseline(f->baseline));
	json_string(j, "suppressed", f->suppressed);
	json_close(j);
}

static void put_problems(struct json *j, const struct coverage *c)
{
	json_open(j, "problems", '[');
	for (size_t i = 0; i < c->problems.n; i++) {
		json_open(j, NULL, '{');
		json_string(j, "unit", c->problems.v[i].unit);
		json_string(j, "status",
			    c->problems.v[i].failed ? "failed" : "degraded");
		json_string(j, "reason", c->problems.v[i].reason);
		json_close(j);
	}
	json_close(j);
}

static void put_hidden(struct json *j, const struct report *r)
{
	json_open(j, "hidden", '{');
	for (int c = (int)r->shown + 1; c <= POSSIBLE; c++)
		json_number(j, confidence_name(c), report_hidden(r, c));
	json_close(j);
}

void report_counts(struct json *j, const struct coverage *c)
{
	json_number(j, "units", c->units);
	json_number(j, "degraded", c->degraded);
	json_number(j, "failed", c->failed);
	json_number(j, "functions", c->functions);
	json_number(j, "reached", c->reached);
	json_number(j, "states", c->states);
	json_number(j, "runs", c->runs);
	json_number(j, "pointer_calls", c->pointer_calls);
	json_number(j, "unresolved", c->unresolved);
	json_number(j, "impossible", c->impossible);
	json_number(j, "partly_resolved", c->partly);
	json_number(j, "undefined_functions", c->undefined);
	json_number(j, "cut", c->cut);
	json_number(j, "handoffs_lost", c->handoffs_lost);
	json_number(j, "announcements", c->announcements);
	json_number(j, "ways_left_out", c->ways_left_out);
	json_number(j, "widened", c->widened);
	json_number(j, "given_up", c->given_up);
}

void report_json_coverage(const struct report *r, struct json *j)
{
	const struct coverage *c = &r->findings->coverage;

	json_open(j, "coverage", '{');
	report_counts(j, c);
	put_hidden(j, r);
	put_problems(j, c);
	json_open(j, "notes", '[');
	for (size_t i = 0; i < r->nnotes; i++)
		json_string(j, NULL, r->notes[i]);
	json_close(j);
	json_close(j);
}

static void put_changes(struct json *j, const struct changes *c)
{
	json_open(j, "changes", '{');
	json_string(j, "base", c->base);
	json_number(j, "introduced", c->introduced);
	json_number(j, "fixed", c->fixed);
	json_number(j, "preexisting", c->preexisting);
	json_close(j);
}

static void put_silenced(struct json *j, const struct silenced *s)
{
	json_open(j, "silenced", '{');
	json_number(j, "comments", s->comments);
	json_number(j, "baseline", s->baseline);
	json_number(j, "folders", s->folders);
	json_number(j, "stale", s->stale);
	json_close(j);
}

void report_json(const struct report *r, struct buf *out)
{
	struct json j = {.out = out};

	json_open(&j, NULL, '{');
	json_number(&j, "version", REPORT_VERSION);
	json_string(&j, "tool", r->tool);
	json_string(&j, "tree", r->tree);
	json_string(&j, "release", r->release);
	json_string(&j, "config", r->config);
	json_open(&j, "findings", '[');
	for (size_t i = 0; i < r->findings->all.n; i++)
		if (report_shows(r, r->findings->all.v[i]))
			put_finding(&j, r->findings->all.v[i]);
	json_close(&j);
	put_silenced(&j, &r->silenced);
	put_changes(&j, &r->changes);
	report_json_coverage(r, &j);
	json_close(&j);
}
