// SPDX-License-Identifier: GPL-2.0-only
/*
 * How well pointer calls are resolved, over the whole program and in the part
 * that is reached from the entries. There a call counts with what its ways
 * (module, bound value) lead to on average: that is what is followed. Calls
 * that a rule stops are not counted there.
 *
 * A call without a target is one of two things. If all that is put into what is
 * called is known, and none of it is a function, the call cannot happen in this
 * configuration: a driver for other hardware, a hook that nobody uses. Else a
 * value was lost on the way, and the call is unresolved.
 */
#include "report/lookup.h"

#include <stdlib.h>
#include <string.h>

#define WORST 10

struct part {
	const struct answers *a;
	int reached;
	VEC(struct one {
		double targets;
		uint32_t fn, row;
	})
	all;
	size_t without, lost, wide, weak, causes[CAUSES];
	double sum, sum_wide; /* targets: of all, of those not followed */
};

static int is_lost(uint8_t cause)
{
	return cause != CAUSE_NEVER_FILLED && cause != CAUSE_PARAM_NULL &&
	       cause != CAUSE_VARIABLE_NULL;
}

static double targets_of(const struct ans_pointer *p, int reached)
{
	return reached ? (double)p->sum / p->ways : p->ntargets;
}

static int by_targets(const void *a, const void *b)
{
	const struct one *x = a, *y = b;

	if (x->targets != y->targets)
		return x->targets > y->targets ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* A call has no target where no way to it has one. */
static struct part part_of(const struct answers *a, int reached)
{
	struct part s = {.a = a, .reached = reached};

	for (uint32_t fn = 0; fn + 1 < a->nfuncs; fn++)
		for (uint32_t i = a->funcs[fn].pointers;
		     i < a->funcs[fn + 1].pointers; i++) {
			const struct ans_pointer *p = &a->pointers[i];
			struct one x = {.fn = fn, .row = i};

			if (reached && (!(p->flags & ANS_FOLLOWED) || p->rule))
				continue;
			x.targets = targets_of(p, reached);
			vec_push(&s.all, x);
			s.sum += x.targets;
			s.weak += p->weak;
			if (p->flags & ANS_TOO_WIDE) {
				s.wide++;
				s.sum_wide += x.targets;
			}
			if (x.targets)
				continue;
			s.without++;
			s.causes[p->cause]++;
			s.lost += is_lost(p->cause);
		}
	if (s.all.n)
		qsort(s.all.v, s.all.n, sizeof(*s.all.v), by_targets);
	return s;
}

static double mean(const struct part *s)
{
	return s->all.n ? s->sum / (double)s->all.n : 0;
}

/* Calls with too many targets have no edges. */
static double mean_followed(const struct part *s)
{
	size_t n = s->all.n - s->wide;

	return n ? (s->sum - s->sum_wide) / (double)n : 0;
}

static double median(const struct part *s)
{
	return s->all.n ? s->all.v[s->all.n / 2].targets : 0;
}

static void put_call(const struct part *s, const struct one *x, struct buf *out)
{
	const struct ans_func *f = &s->a->funcs[x->fn];
	const struct ans_pointer *p = &s->a->pointers[x->row];

	buf_printf(out, "%s:%u %s() %s", ans_str(s->a, f->file), p->line,
		   ans_str(s->a, f->name), ans_str(s->a, p->place));
}

static int by_place(const void *a, const void *b, void *arg)
{
	const struct answers *x = arg;
	const struct one *p = a, *q = b;
	int d = strcmp(ans_str(x, x->funcs[p->fn].file),
		       ans_str(x, x->funcs[q->fn].file));
	uint32_t l = x->pointers[p->row].line, m = x->pointers[q->row].line;

	if (d)
		return d;
	if (l != m)
		return l < m ? -1 : 1;
	return p->row < q->row ? -1 : p->row > q->row;
}

static void put_unresolved(const struct part *s, struct buf *out)
{
	size_t from = s->all.n - s->without;

	if (!s->without)
		return;
	qsort_r(s->all.v + from, s->without, sizeof(*s->all.v), by_place,
		(void *)s->a);
	buf_puts(out, "  calls with no target:\n");
	for (size_t i = from; i < s->all.n; i++) {
		buf_puts(out, "    ");
		put_call(s, &s->all.v[i], out);
		buf_printf(out, ": %s\n",
			   cause_words(s->a->pointers[s->all.v[i].row].cause));
	}
}

static int by_name(const void *a, const void *b, void *arg)
{
	const struct answers *x = arg;
	const struct one *p = a, *q = b;
	int d = strcmp(ans_str(x, x->pointers[p->row].place),
		       ans_str(x, x->pointers[q->row].place));

	return d ? d : by_place(a, b, arg);
}

/* What is called there, once, with the first of the calls. */
static void put_too_wide(const struct part *s, struct buf *out)
{
	const struct answers *a = s->a;
	VEC(struct one) wide = {0};

	for (size_t i = 0; i < s->all.n; i++)
		if (a->pointers[s->all.v[i].row].flags & ANS_TOO_WIDE)
			vec_push(&wide, s->all.v[i]);
	if (!wide.n)
		return;
	qsort_r(wide.v, wide.n, sizeof(*wide.v), by_name, (void *)a);
	buf_puts(out, "  calls with too many targets to be followed:\n");
	for (size_t i = 0, end; i < wide.n; i = end) {
		uint32_t place = a->pointers[wide.v[i].row].place;

		for (end = i; end < wide.n; end++)
			if (a->pointers[wide.v[end].row].place != place)
				break;
		buf_puts(out, "    ");
		put_call(s, &wide.v[i], out);
		buf_printf(out, ": %.4g targets", wide.v[i].targets);
		if (end > i + 1)
			buf_printf(out, ", and %zu more calls", end - i - 1);
		buf_puts(out, "\n");
	}
	vec_free(&wide);
}

static void put_part(struct part *s, struct buf *out)
{
	double n = s->all.n ? (double)s->all.n : 1;
	size_t never = s->without - s->lost;

	buf_printf(out,
		   "  pointer calls %zu\n  targets per call: mean %.2f, median "
		   "%.4g\n  unresolved %zu (%.1f %%)\n  that cannot happen "
		   "in this configuration %zu (%.1f %%)\n  too many targets "
		   "to be followed %zu",
		   s->all.n, mean(s), median(s), s->lost,
		   100 * (double)s->lost / n, never, 100 * (double)never / n,
		   s->wide);
	if (s->reached && s->wide)
		buf_printf(out, " (mean of those that are followed: %.2f)",
			   mean_followed(s));
	buf_printf(out, "\n  weak edges %zu\n", s->weak);
	for (int c = 1; c < CAUSES; c++)
		if (s->causes[c])
			buf_printf(out, "    %6zu  %s\n", s->causes[c],
				   cause_words(c));
	buf_puts(out, "  most targets:\n");
	for (size_t i = 0; i < WORST && i < s->all.n; i++) {
		buf_printf(out, "    %6.1f  ", s->all.v[i].targets);
		put_call(s, &s->all.v[i], out);
		buf_puts(out, "\n");
	}
}

/* What a hand-off would go on with, had its item a function. */
static void put_lost(const struct answers *a, struct buf *out)
{
	if (!a->nlost)
		return;
	buf_printf(out,
		   "  work that is handed off and nothing is known to run "
		   "%zu:\n",
		   a->nlost);
	for (size_t i = 0; i < a->nlost; i++) {
		const struct ans_func *f = &a->funcs[a->lost[i].fn];

		buf_printf(out, "    %s:%u %s()\n", ans_str(a, f->file),
			   a->lost[i].line, ans_str(a, f->name));
	}
}

void answer_stats(const struct asking *q)
{
	struct part all = part_of(q->a, 0), reached = part_of(q->a, 1);

	buf_puts(q->out, "whole program\n");
	put_part(&all, q->out);
	buf_puts(q->out, "reached from the entries\n");
	put_part(&reached, q->out);
	put_unresolved(&reached, q->out);
	put_too_wide(&reached, q->out);
	put_lost(q->a, q->out);
	vec_free(&all.all);
	vec_free(&reached.all);
}

/* ---- JSON ---- */

static void json_call(struct json *j, const struct part *s, const struct one *x)
{
	const struct ans_func *f = &s->a->funcs[x->fn];
	const struct ans_pointer *p = &s->a->pointers[x->row];

	json_string(j, "file", ans_str(s->a, f->file));
	json_number(j, "line", p->line);
	json_string(j, "function", ans_str(s->a, f->name));
	json_string(j, "place", ans_str(s->a, p->place));
}

/* Numbers of targets as hundredths: the writer has no fractions. */
static void json_part(struct json *j, const char *key, struct part *s)
{
	size_t from = s->all.n - s->without;

	json_open(j, key, '{');
	json_number(j, "pointer_calls", s->all.n);
	json_number(j, "targets_mean_x100", (uint64_t)(100 * mean(s) + .5));
	json_number(j, "targets_mean_followed_x100",
		    (uint64_t)(100 * mean_followed(s) + .5));
	json_number(j, "targets_median_x100", (uint64_t)(100 * median(s) + .5));
	json_number(j, "unresolved_calls", s->lost);
	json_number(j, "without_target", s->without);
	json_number(j, "too_many_targets", s->wide);
	json_number(j, "weak_edges", s->weak);
	json_open(j, "causes", '{');
	for (int c = 1; c < CAUSES; c++)
		json_number(j, cause_words(c), s->causes[c]);
	json_close(j);
	json_open(j, "worst", '[');
	for (size_t i = 0; i < WORST && i < s->all.n; i++) {
		json_open(j, NULL, '{');
		json_call(j, s, &s->all.v[i]);
		json_number(j, "targets_x100",
			    (uint64_t)(100 * s->all.v[i].targets + .5));
		json_close(j);
	}
	json_close(j);
	json_open(j, "unresolved", '[');
	if (s->reached && s->without)
		qsort_r(s->all.v + from, s->without, sizeof(*s->all.v),
			by_place, (void *)s->a);
	for (size_t i = from; s->reached && i < s->all.n; i++) {
		json_open(j, NULL, '{');
		json_call(j, s, &s->all.v[i]);
		json_string(j, "cause",
			    cause_words(s->a->pointers[s->all.v[i].row].cause));
		json_close(j);
	}
	json_close(j);
	json_close(j);
}

static void json_lost(struct json *j, const struct answers *a)
{
	json_open(j, "handoffs_lost", '[');
	for (size_t i = 0; i < a->nlost; i++) {
		const struct ans_func *f = &a->funcs[a->lost[i].fn];

		json_open(j, NULL, '{');
		json_string(j, "file", ans_str(a, f->file));
		json_number(j, "line", a->lost[i].line);
		json_string(j, "function", ans_str(a, f->name));
		json_close(j);
	}
	json_close(j);
}

static void json_calls(struct json *j, const struct answers *a)
{
	const struct part s = {.a = a};

	json_open(j, "calls", '[');
	for (uint32_t fn = 0; fn + 1 < a->nfuncs; fn++)
		for (uint32_t i = a->funcs[fn].pointers;
		     i < a->funcs[fn + 1].pointers; i++) {
			const struct ans_pointer *p = &a->pointers[i];
			const struct one x = {.fn = fn, .row = i};

			json_open(j, NULL, '{');
			json_call(j, &s, &x);
			json_number(j, "reached",
				    (p->flags & ANS_FOLLOWED) && !p->rule);
			json_number(j, "too_many", !!(p->flags & ANS_TOO_WIDE));
			if (p->ways)
				json_number(j, "targets_x100",
					    (uint64_t)(100 * targets_of(p, 1) +
						       .5));
			json_open(j, "targets", '[');
			for (uint32_t k = 0; k < p->ntargets; k++) {
				const struct ans_func *t =
					&a->funcs[a->edges[p->edges + k].to];

				json_open(j, NULL, '{');
				json_string(j, "function", ans_str(a, t->name));
				json_string(j, "file", ans_str(a, t->file));
				json_close(j);
			}
			json_close(j);
			json_close(j);
		}
	json_close(j);
}

void answer_stats_json(const struct asking *q, int calls)
{
	struct part all = part_of(q->a, 0), reached = part_of(q->a, 1);
	struct json j = {.out = q->out};

	json_open(&j, NULL, '{');
	json_part(&j, "program", &all);
	json_part(&j, "reached", &reached);
	json_lost(&j, q->a);
	if (calls)
		json_calls(&j, q->a);
	json_close(&j);
	vec_free(&all.all);
	vec_free(&reached.all);
}
