// SPDX-License-Identifier: GPL-2.0-only
/* Two revisions. */
#include "report/compare.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NOTED 10 /* new masks of one group */

/* ---- keeping the base ---- */

static const char *copy(struct arena *mem, const char *s)
{
	return s ? arena_strdup(mem, s) : NULL;
}

static struct place copy_place(struct arena *mem, const struct place *p)
{
	return (struct place){copy(mem, p->file), copy(mem, p->function),
			      p->line, p->col};
}

static void copy_vectors(struct arena *mem, struct finding *to,
			 const struct finding *f)
{
	memset(&to->chain, 0, sizeof(to->chain));
	memset(&to->members, 0, sizeof(to->members));
	for (size_t i = 0; i < f->chain.n; i++) {
		struct step s = f->chain.v[i];

		s.at = copy_place(mem, &s.at);
		s.how = copy(mem, s.how);
		s.scope = copy(mem, s.scope);
		s.mask = copy(mem, s.mask);
		vec_push(&to->chain, s);
	}
	for (size_t i = 0; i < f->members.n; i++) {
		const struct member *x = &f->members.v[i];

		vec_push(&to->members,
			 (struct member){x->kind, x->baseline,
					 copy(mem, x->fingerprint),
					 copy_place(mem, &x->at),
					 copy(mem, x->message)});
	}
}

static struct finding *copy_finding(struct arena *mem, const struct finding *f)
{
	struct finding *to = arena_dup(mem, f, sizeof(*f));

	to->fingerprint = copy(mem, f->fingerprint);
	to->rule = copy(mem, f->rule);
	to->context = copy(mem, f->context);
	to->at = copy_place(mem, &f->at);
	to->origin = copy_place(mem, &f->origin);
	to->alloc = copy_place(mem, &f->alloc);
	to->entry = copy(mem, f->entry);
	to->entry_reason = copy(mem, f->entry_reason);
	to->message = copy(mem, f->message);
	to->advice = copy(mem, f->advice);
	to->mask = copy(mem, f->mask);
	to->scope = copy(mem, f->scope);
	to->layer = copy(mem, f->layer);
	to->suppressed = NULL;
	to->baseline = BASELINE_NONE;
	copy_vectors(mem, to, f);
	return to;
}

void base_keep(struct base *b, const struct findings *f)
{
	for (size_t i = 0; i < f->all.n; i++)
		if (!f->all.v[i]->suppressed)
			vec_push(&b->all, copy_finding(&b->mem, f->all.v[i]));
	b->degraded = f->coverage.degraded;
	b->failed = f->coverage.failed;
}

static void free_vectors(struct finding *f)
{
	vec_free(&f->chain);
	vec_free(&f->members);
}

void base_end(struct base *b)
{
	for (size_t i = 0; i < b->all.n; i++)
		if (b->all.v[i]->baseline != BASELINE_ABSENT)
			free_vectors(b->all.v[i]);
	vec_free(&b->all);
	vec_free(&b->notes);
	arena_free(&b->mem);
}

/* ---- sets of bugs ---- */

/* One bug and the finding that it is, or is part of. */
struct bug {
	const char *fingerprint;
	struct finding *of;
};

typedef VEC(struct bug) bugs;

static int by_fingerprint(const void *a, const void *b)
{
	const struct bug *x = a, *y = b;

	return strcmp(x->fingerprint, y->fingerprint);
}

static void list_bugs(bugs *out, struct finding *const *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct finding *f = all[i];

		for (size_t k = 0; k < f->members.n; k++)
			vec_push(out,
				 (struct bug){f->members.v[k].fingerprint, f});
		if (!f->members.n)
			vec_push(out, (struct bug){f->fingerprint, f});
	}
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_fingerprint);
}

static struct finding *find(const bugs *all, const char *fingerprint)
{
	struct bug want = {fingerprint, NULL};
	struct bug *b = all->n ? bsearch(&want, all->v, all->n, sizeof(*all->v),
					 by_fingerprint)
			       : NULL;

	return b ? b->of : NULL;
}

/* Would the report have shown the base's @was as it shows @f? */
static int was_shown(const struct report *r, const struct finding *was,
		     const struct finding *f)
{
	struct finding then = *f;

	then.confidence = was->confidence;
	return report_sure(r, &then) || !report_sure(r, f);
}

/* The finding of the base that @f is, or NULL: it has something new. */
static struct finding *find_before(const struct report *r, const bugs *base,
				   const struct finding *f)
{
	struct finding *was = NULL;

	for (size_t i = 0; i < f->members.n; i++) {
		was = find(base, f->members.v[i].fingerprint);
		if (!was || !was_shown(r, was, f))
			return NULL;
	}
	if (!f->members.n)
		was = find(base, f->fingerprint);
	return was && was_shown(r, was, f) ? was : NULL;
}

/* Nothing of a finding of the base is left. */
static int is_gone(const bugs *head, const struct finding *was)
{
	for (size_t i = 0; i < was->members.n; i++)
		if (find(head, was->members.v[i].fingerprint))
			return 0;
	return was->members.n || !find(head, was->fingerprint);
}

/* ---- gates that moved ---- */

static int passes(const struct finding *f, const char *function)
{
	for (size_t i = 0; i < f->chain.n; i++)
		if (!strcmp(f->chain.v[i].at.function, function))
			return 1;
	return 0;
}

static int is_moved_door(const struct finding *was, const struct finding *f)
{
	return was->kind == FINDING_DOOR && !was->members.n &&
	       was->confidence <= f->confidence &&
	       !strcmp(was->layer, f->layer) &&
	       !strcmp(was->context, f->context) &&
	       !strcmp(was->entry, f->entry) &&
	       (passes(was, f->at.function) || passes(f, was->at.function));
}

/* Each door of the base stands for one of the head. */
static struct finding *find_moved(struct base *b, const struct finding *f)
{
	if (f->kind != FINDING_DOOR || f->members.n)
		return NULL;
	for (size_t i = 0; i < b->all.n; i++) {
		struct finding *was = b->all.v[i];

		if (was->baseline != BASELINE_ABSENT || !is_moved_door(was, f))
			continue;
		was->baseline = BASELINE_UNCHANGED;
		return was;
	}
	return NULL;
}

/* ---- the comparison ---- */

/* Where a bug of @f stands: a member's own place may be in another file. */
static const char *file_of_bug(const struct finding *f, const char *fingerprint)
{
	for (size_t i = 0; i < f->members.n; i++)
		if (!strcmp(f->members.v[i].fingerprint, fingerprint))
			return f->members.v[i].at.file;
	return f->at.file;
}

static void note_file(struct base *b, const char *was, const char *now)
{
	const char *text;

	if (!strcmp(was, now))
		return;
	text = arena_printf(&b->mem,
			    "%s was %s in the base: its findings are the same",
			    now, was);
	for (size_t i = 0; i < b->notes.n; i++)
		if (!strcmp(b->notes.v[i], text))
			return;
	vec_push(&b->notes, text);
}

static void note_move(struct base *b, const bugs *base,
		      const struct finding *was, const struct finding *f)
{
	if (!f->members.n)
		note_file(b, file_of_bug(was, f->fingerprint), f->at.file);
	for (size_t i = 0; i < f->members.n; i++) {
		const struct member *x = &f->members.v[i];

		was = find(base, x->fingerprint);
		if (was)
			note_file(b, file_of_bug(was, x->fingerprint),
				  x->at.file);
	}
}

/* Which masks of a noio-scope are new, if some were there. */
static void note_members(struct base *b, const bugs *base, struct finding *f)
{
	size_t known = 0, noted = 0;

	for (size_t i = 0; i < f->members.n; i++) {
		struct member *x = &f->members.v[i];

		x->baseline = find(base, x->fingerprint) ? BASELINE_UNCHANGED
							 : BASELINE_NEW;
		known += x->baseline == BASELINE_UNCHANGED;
	}
	for (size_t i = 0; known && i < f->members.n; i++) {
		const struct place *p = &f->members.v[i].at;

		if (f->members.v[i].baseline != BASELINE_NEW ||
		    noted++ >= MAX_NOTED)
			continue;
		vec_push(&b->notes,
			 arena_printf(&b->mem,
				      "below %s(), the mask in %s() at %s:%u "
				      "is new",
				      f->at.function, p->function, p->file,
				      p->line));
	}
}

static void count_head(struct report *r, struct finding *f)
{
	enum baseline_state state = f->baseline;

	f->baseline = BASELINE_NONE; /* is it shown, but for that? */
	if (report_lists(r, f)) {
		r->changes.introduced += state == BASELINE_NEW;
		r->changes.preexisting += state == BASELINE_UNCHANGED;
	}
	f->baseline = state;
}

static void add_fixed(struct base *b, struct findings *out, struct report *r)
{
	for (size_t i = 0; i < b->all.n; i++) {
		struct finding *was = b->all.v[i];

		if (was->baseline != BASELINE_ABSENT)
			continue;
		if (!report_has(r, was) || !report_sure(r, was)) {
			was->baseline = BASELINE_NONE;
			continue;
		}
		r->changes.fixed++;
		vec_push(&out->all, was);
	}
	if (out->all.n)
		qsort(out->all.v, out->all.n, sizeof(*out->all.v), finding_cmp);
}

void compare(struct base *b, struct findings *out, struct report *r)
{
	bugs base = {0}, head = {0};
	struct finding *was;

	list_bugs(&base, b->all.v, b->all.n);
	list_bugs(&head, out->all.v, out->all.n);
	for (size_t i = 0; i < b->all.n; i++)
		b->all.v[i]->baseline = is_gone(&head, b->all.v[i])
						? BASELINE_ABSENT
						: BASELINE_UNCHANGED;
	r->changes = (struct changes){.base = b->name};
	for (size_t i = 0; i < out->all.n; i++) {
		struct finding *f = out->all.v[i];

		was = find_before(r, &base, f);
		if (!was)
			was = find_moved(b, f);
		f->baseline = was ? BASELINE_UNCHANGED : BASELINE_NEW;
		if (was)
			note_move(b, &base, was, f);
		else
			note_members(b, &base, f);
		count_head(r, f);
	}
	add_fixed(b, out, r);
	vec_free(&base);
	vec_free(&head);
}
