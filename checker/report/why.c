// SPDX-License-Identifier: GPL-2.0-only
/*
 * Why a place is reached: its contexts, the shortest chain for each, what is
 * allocated there. Or why not: upwards through the callers to reached functions
 * from which a way down was stopped.
 */
#include "report/lookup.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WAYS 3
#define MANY 8 /* functions that may be called there */
#define MAX_WALK 50000
#define MAX_INDENT 24

static size_t indent_of(size_t step)
{
	return 4 + (step < MAX_INDENT / 2 ? 2 * step : MAX_INDENT);
}

/* ---- chains ---- */

static int opens_region(const struct answers *a, const struct ans_way *w)
{
	return !strcmp(ans_str(a, a->rules[w->rule - 1].kind), "region");
}

static void put_root(const struct answers *a, const struct ans_way *w,
		     struct buf *out)
{
	struct buf t = {0};

	buf_puts(out, "  <- ");
	if (!w->rule || opens_region(a, w)) {
		buf_printf(out, "opens %s",
			   w->rule ? lookup_rule_words(a, w->rule, &t)
				   : "a region");
		if (w->place)
			buf_printf(out, ": %s()", ans_str(a, w->place));
		buf_free(&t);
		return;
	}
	buf_puts(out, "enters ");
	put_contexts(a, w->ctx, out);
	buf_printf(out, ": %s", lookup_rule_words(a, w->rule, &t));
	if (w->place)
		buf_printf(out, ": %s", ans_str(a, w->place));
	if (w->evidence != UINT32_MAX) {
		buf_puts(out, " (");
		put_evidence(a, w->evidence, out);
		buf_puts(out, ")");
	}
	buf_free(&t);
}

static void put_how(const struct answers *a, const struct ans_way *w,
		    struct buf *out)
{
	switch (w->kind) {
	case EDGE_CALL:
		return;
	case EDGE_HANDOFF:
		buf_printf(out, "  <- handed off by %s(%s) to a new task",
			   ans_str(a, w->place), ans_str(a, w->object));
		break;
	case EDGE_WAKE:
		buf_printf(out, "  <- its thread is woken by %s()",
			   ans_str(a, w->place));
		break;
	case EDGE_CALLBACK:
		buf_puts(out, "  <- stored as the completion of what is "
			      "submitted");
		break;
	default:
		buf_printf(out, "  <- called through %s", ans_str(a, w->place));
	}
	if (w->evidence != UINT32_MAX) {
		buf_puts(out, " (");
		put_evidence(a, w->evidence, out);
		buf_puts(out, ")");
	}
}

static void way_of(const struct answers *a, uint32_t row, rows *chain)
{
	for (uint32_t at = row + 1; at; at = a->ways[at - 1].pred)
		vec_push(chain, at - 1);
}

/* From the root down; @line: in the last function, 0 = where it is defined. */
static size_t put_chain(const struct answers *a, uint32_t row, uint32_t line,
			struct buf *out)
{
	rows chain = {0};
	size_t n;

	way_of(a, row, &chain);
	n = chain.n;
	for (size_t i = 0; i < n; i++) {
		const struct ans_way *w = &a->ways[chain.v[n - 1 - i]];

		buf_printf(out, "%*s%s", (int)indent_of(i), "", i ? "-> " : "");
		put_name(a, w->fn,
			 i + 1 < n ? a->ways[chain.v[n - 2 - i]].line : line,
			 out);
		if (strcmp(ans_str(a, w->scope), "none"))
			buf_printf(out, "  [scope %s]", ans_str(a, w->scope));
		if (i)
			put_how(a, w, out);
		else
			put_root(a, w, out);
		buf_puts(out, "\n");
	}
	vec_free(&chain);
	return n;
}

static void put_context(const struct answers *a, const struct ans_way *w,
			struct buf *out)
{
	put_contexts(a, w->ctx, out);
	if (w->ctx && !(w->ctx & ((1u << CTX_BITS) - 1)) &&
	    CTX_FORBIDDEN(w->ctx))
		buf_puts(out, " (in a region)");
	if (w->ctx & CTX_QUIET)
		buf_puts(out, " (a completion: only what it hands off "
			      "counts)");
	buf_printf(out, ", scope %s", ans_str(a, w->scope));
}

static size_t steps(const struct answers *a, uint32_t row)
{
	rows chain = {0};
	size_t n;

	way_of(a, row, &chain);
	n = chain.n;
	vec_free(&chain);
	return n;
}

/* The function in which a way begins. */
static uint32_t root_of(const struct answers *a, uint32_t row)
{
	while (a->ways[row].pred)
		row = a->ways[row].pred - 1;
	return a->ways[row].fn;
}

static int same_context(const struct ans_way *x, const struct ans_way *y,
			int scope)
{
	return x->ctx == y->ctx && (!scope || x->scope == y->scope);
}

/* Is there an earlier, so a shorter, way of the same kind? */
static int seen_before(const struct answers *a, uint32_t first, uint32_t row,
		       int scope)
{
	for (uint32_t i = first; i < row; i++)
		if (same_context(&a->ways[i], &a->ways[row], scope))
			return 1;
	return 0;
}

static void put_ways(const struct asking *q, uint32_t fn, uint32_t line)
{
	const struct answers *a = q->a;
	const struct ans_func *f = &a->funcs[fn];

	for (uint32_t i = f->ways; i < f[1].ways; i++) {
		const struct ans_way *w = &a->ways[i];

		if (seen_before(a, f->ways, i, 1) ||
		    (!w->ctx && (f->flags & ANS_REACHED)))
			continue;
		buf_puts(q->out, w->ctx ? "  runs in "
					: "  a region begins here; before it, "
					  "in ");
		put_context(a, w, q->out);
		if (seen_before(a, f->ways, i, 0)) {
			buf_printf(q->out, ": as well, %zu steps from ",
				   steps(a, i));
			put_name(a, root_of(a, i), 0, q->out);
			buf_puts(q->out, "\n");
			continue;
		}
		buf_puts(q->out, ":\n");
		put_chain(a, i, line, q->out);
	}
}

/* ---- allocations ---- */

static void put_alloc(const struct answers *a, const struct ans_alloc *x,
		      const char *file, struct buf *out)
{
	static const char *const verdicts[] = {
		"fine", "perhaps wrong: not all of the mask is known",
		"wrong: it may start what it must not",
		"no context is in force here"};
	struct buf t = {0};

	buf_printf(out, "    %s:%u: %s(): ", file, x->line,
		   ans_str(a, x->callee));
	if (x->verdict == ANS_UNREACHED) {
		buf_printf(out, "asks for %s; %s\n", ans_str(a, x->asked),
			   verdicts[x->verdict]);
		return;
	}
	if (*ans_str(a, x->asked))
		buf_printf(out, "asks for %s, gets %s in scope %s; %s: %s\n",
			   ans_str(a, x->asked), ans_str(a, x->effective),
			   ans_str(a, x->scope),
			   ans_str(a, a->contexts[x->ctx]),
			   verdicts[x->verdict]);
	else
		buf_printf(out, "enters %s in scope %s; %s: %s\n",
			   lookup_rule_words(a, x->rule, &t),
			   ans_str(a, x->scope),
			   ans_str(a, a->contexts[x->ctx]),
			   x->verdict == ANS_FINE ? verdicts[ANS_FINE]
						  : verdicts[ANS_BAD]);
	buf_free(&t);
}

static void latest(uint32_t at, uint32_t line, uint32_t *best)
{
	if (at <= line && at > *best)
		*best = at;
}

/* The call that a line may belong to: the last one that begins there or above.
 * Return: where; 0 = there is none in the function. */
static uint32_t call_of_line(const struct answers *a, const struct ans_func *f,
			     uint32_t line)
{
	uint32_t best = 0;

	for (uint32_t i = f->edges; i < f[1].edges; i++)
		latest(a->edges[i].line, line, &best);
	for (uint32_t i = f->pointers; i < f[1].pointers; i++)
		latest(a->pointers[i].line, line, &best);
	for (uint32_t i = f->allocs; i < f[1].allocs; i++)
		latest(a->allocs[i].line, line, &best);
	return best;
}

static int allocates_at(const struct answers *a, const struct ans_func *f,
			uint32_t line)
{
	for (uint32_t i = f->allocs; line && i < f[1].allocs; i++)
		if (a->allocs[i].line == line)
			return 1;
	return 0;
}

static void put_allocs(const struct asking *q, uint32_t fn, uint32_t line)
{
	const struct answers *a = q->a;
	const struct ans_func *f = &a->funcs[fn];
	uint32_t at = line ? call_of_line(a, f, line) : 0;

	if (f->allocs == f[1].allocs)
		return;
	if (!allocates_at(a, f, at))
		at = 0;
	if (at && at != line)
		buf_printf(q->out, "  allocations in the call at line %u:\n",
			   at);
	else
		buf_printf(q->out, "  allocations %s:\n",
			   at ? "at this line" : "in this function");
	for (uint32_t i = f->allocs; i < f[1].allocs; i++)
		if (!at || a->allocs[i].line == at)
			put_alloc(a, &a->allocs[i], ans_str(a, f->file),
				  q->out);
}

/* ---- not reached ---- */

struct up {
	const struct asking *q;
	uint32_t fn;
	uint32_t *next; /* function -> edge towards @fn, + 1 */
	int any;	/* calls that may be of many functions count, too */
	rows queue;
	rows stops; /* edges from a reached function that are not followed */
	rows tops;  /* functions that nothing calls */
};

static int reached(const struct answers *a, uint32_t fn)
{
	return !!(a->funcs[fn].flags & ANS_REACHED);
}

/* From @edge down to the function: the first edge that a rule stops, or @edge
 * itself. */
static uint32_t stopper(const struct up *u, uint32_t edge)
{
	const struct answers *a = u->q->a;
	uint32_t at = edge;

	while (!a->edges[at].rule && a->edges[at].to != u->fn)
		at = u->next[a->edges[at].to] - 1;
	return a->edges[at].rule ? at : edge;
}

static int same_stop(const struct up *u, uint32_t x, uint32_t y)
{
	const struct ans_edge *p = &u->q->a->edges[stopper(u, x)];
	const struct ans_edge *q = &u->q->a->edges[stopper(u, y)];

	return p->rule == q->rule && (p->rule || p->to == q->to);
}

/* Different reasons first: one way per boundary. */
static void add_stop(struct up *u, uint32_t edge)
{
	for (size_t i = 0; i < u->stops.n; i++)
		if (same_stop(u, u->stops.v[i], edge))
			return;
	if (u->stops.n < MAX_WAYS)
		vec_push(&u->stops, edge);
}

/* One of many: it says little of how the function is called. */
static int is_one_of_many(const struct answers *a, uint32_t edge)
{
	const struct ans_edge *e = &a->edges[edge];
	const struct ans_pointer *p =
		e->kind == EDGE_CALL ? NULL : edge_pointer(a, edge);
	const struct ans_func *f = &a->funcs[edge_caller(a, edge)];
	uint32_t n = 0;

	if (p)
		return p->ntargets > MANY;
	for (uint32_t i = f->edges; e->kind != EDGE_CALL && i < f[1].edges; i++)
		n += a->edges[i].line == e->line && a->edges[i].kind == e->kind;
	return n > MANY;
}

static void look_up(struct up *u, uint32_t at)
{
	const struct answers *a = u->q->a;
	const struct ans_func *f = &a->funcs[at];

	if (f->into == f[1].into && u->tops.n < MAX_WAYS)
		vec_push(&u->tops, at);
	for (uint32_t i = f->into; i < f[1].into; i++) {
		uint32_t edge = a->into[i], from = edge_caller(a, edge);

		if (reached(a, from)) {
			add_stop(u, edge);
			continue;
		}
		if (u->next[from] || from == u->fn || u->queue.n >= MAX_WALK ||
		    (!u->any && is_one_of_many(a, edge)))
			continue;
		u->next[from] = edge + 1;
		vec_push(&u->queue, from);
	}
}

/* By calls that say something, and if there is no way of these, by any. */
static void search(struct up *u)
{
	vec_push(&u->queue, u->fn);
	for (size_t i = 0; i < u->queue.n && u->stops.n < MAX_WAYS; i++)
		look_up(u, u->queue.v[i]);
	if (u->stops.n || u->tops.n || u->any)
		return;
	u->any = 1;
	for (size_t i = 0; i < u->queue.n && u->stops.n < MAX_WAYS; i++)
		look_up(u, u->queue.v[i]);
}

/* The cheapest way of a reached function in which something is forbidden. */
static uint32_t best_way(const struct answers *a, uint32_t fn)
{
	const struct ans_func *f = &a->funcs[fn];

	for (uint32_t i = f->ways; i < f[1].ways; i++)
		if (a->ways[i].ctx)
			return i;
	return UINT32_MAX;
}

/* Nothing that counts is below: contexts hold, but nobody need look. */
static int is_harmless(const struct up *u, uint32_t edge)
{
	const struct answers *a = u->q->a;

	return !a->edges[stopper(u, edge)].rule &&
	       !(a->funcs[a->edges[edge].to].flags & ANS_MATTERS);
}

static void put_reason(const struct up *u, uint32_t first, struct buf *out)
{
	const struct answers *a = u->q->a;
	uint32_t edge = stopper(u, first);
	const struct ans_edge *e = &a->edges[edge];
	const struct ans_pointer *p = edge_pointer(a, edge);
	const struct ans_rule *r = e->rule ? &a->rules[e->rule - 1] : NULL;
	struct buf t = {0};

	if (r)
		buf_printf(out, "stopped by %s: %s",
			   lookup_rule_words(a, e->rule, &t),
			   ans_str(a, r->reason));
	else if (is_harmless(u, edge))
		buf_puts(out, "not followed: nothing below it allocates, hands "
			      "off or opens a scope");
	else if (p && p->flags & ANS_TOO_WIDE)
		buf_printf(out,
			   "not followed: %u functions may be called there",
			   p->ntargets);
	else if (e->kind == EDGE_HANDOFF)
		buf_puts(out, "not followed: nothing shows that the task goes "
			      "on with the I/O");
	else if (e->kind != EDGE_CALL)
		buf_puts(out, "not followed: in the ways that are reached "
			      "another function is meant");
	else
		buf_puts(out, "not followed: in the ways that are reached "
			      "conditions exclude this call");
	buf_puts(out, "\n");
	buf_free(&t);
}

static void put_down(const struct up *u, uint32_t edge, size_t step)
{
	const struct answers *a = u->q->a;
	uint32_t at = a->edges[edge].to, towards;

	for (;; at = a->edges[towards].to, edge = towards) {
		towards = u->next[at] - 1;
		buf_printf(u->q->out, "%*s-> ", (int)indent_of(step), "");
		put_name(a, at, at == u->fn ? 0 : a->edges[towards].line,
			 u->q->out);
		put_edge(a, edge, u->q->out);
		buf_puts(u->q->out, "\n");
		if (at == u->fn)
			return;
		step++;
	}
}

static void put_stop(const struct up *u, uint32_t edge)
{
	const struct answers *a = u->q->a;
	uint32_t from = edge_caller(a, edge), way = best_way(a, from);
	struct buf *out = u->q->out;
	size_t n = 0;

	if (way == UINT32_MAX) {
		buf_puts(out, "  not followed:\n");
	} else {
		int followed = is_harmless(u, edge);

		buf_puts(out, followed ? "  runs in " : "  would run in ");
		put_context(a, &a->ways[way], out);
		buf_puts(out, followed ? ":\n" : ", were it followed:\n");
		n = put_chain(a, way, a->edges[edge].line, out);
	}
	put_down(u, edge, n);
	buf_puts(out, "    ");
	put_reason(u, edge, out);
}

static void put_tops(const struct up *u)
{
	const struct answers *a = u->q->a;
	struct buf *out = u->q->out;

	for (size_t i = 0; i < u->tops.n; i++) {
		const struct ans_func *f = &a->funcs[u->tops.v[i]];

		if (u->tops.v[i] == u->fn)
			buf_puts(out, "  no caller is known");
		else {
			buf_puts(out, "  called below ");
			put_name(a, u->tops.v[i], 0, out);
			buf_puts(out, ", which no call that is known reaches");
		}
		if (f->fills < f[1].fills) {
			buf_printf(out, "; it is put into %s (",
				   ans_str(a, a->fills[f->fills].slot));
			put_evidence(a, a->fills[f->fills].evidence, out);
			buf_puts(out, ")");
		}
		buf_puts(out, "\n");
	}
	if (!u->tops.n)
		buf_puts(out,
			 "  only functions that are not reached call it\n");
}

/* The rule that keeps every call by name of a function from being entered: an
 * allocator, a hand-off, a boundary that names it. Row + 1, 0 = none. */
static uint16_t rule_of_function(const struct answers *a, uint32_t fn)
{
	const struct ans_func *f = &a->funcs[fn];

	for (uint32_t i = f->into; i < f[1].into; i++) {
		const struct ans_edge *e = &a->edges[a->into[i]];

		if (e->kind == EDGE_CALL)
			return e->rule;
	}
	return 0;
}

/* What a rule names is looked at where it is called, and not entered. */
static int put_ruled(const struct asking *q, uint32_t fn)
{
	const struct answers *a = q->a;
	const struct ans_func *f = &a->funcs[fn];
	uint16_t rule = rule_of_function(a, fn);
	uint32_t here = 0;
	struct buf t = {0};

	if (!rule)
		return 0;
	for (uint32_t i = f->into; i < f[1].into; i++)
		here += (uint32_t)reached(a, edge_caller(a, a->into[i]));
	buf_printf(q->out,
		   "  not entered: %s: %s\n  %u of its %u calls are in "
		   "functions that are reached; ask for one of them:\n",
		   lookup_rule_words(a, rule, &t),
		   ans_str(a, a->rules[rule - 1].reason), here,
		   f[1].into - f->into);
	for (uint32_t i = f->into, n = 0; i < f[1].into && n < MAX_WAYS; i++) {
		uint32_t from = edge_caller(a, a->into[i]);

		if (!reached(a, from))
			continue;
		buf_puts(q->out, "    ");
		put_name(a, from, a->edges[a->into[i]].line, q->out);
		buf_puts(q->out, "\n");
		n++;
	}
	buf_free(&t);
	return 1;
}

static void put_unreached(const struct asking *q, uint32_t fn)
{
	struct up u = {.q = q, .fn = fn};
	size_t harmless = 0;

	if (put_ruled(q, fn))
		return;
	u.next = calloc(q->a->nfuncs, sizeof(*u.next));
	if (!u.next)
		return;
	search(&u);
	for (size_t i = 0; i < u.stops.n; i++)
		harmless += is_harmless(&u, u.stops.v[i]);
	if (!harmless)
		buf_puts(q->out, "  not reached from any entry\n");
	for (size_t i = 0; i < u.stops.n; i++)
		if (!harmless || is_harmless(&u, u.stops.v[i]))
			put_stop(&u, u.stops.v[i]);
	if (!u.stops.n)
		put_tops(&u);
	free(u.next);
	vec_free(&u.queue);
	vec_free(&u.stops);
	vec_free(&u.tops);
}

int answer_why(const struct asking *q, const char *what)
{
	rows found = {0};
	uint32_t line;
	int err = lookup_functions(q->a, what, &found, &line);

	for (size_t i = 0; i < found.n; i++) {
		const struct ans_func *f = &q->a->funcs[found.v[i]];

		put_name(q->a, found.v[i], line, q->out);
		buf_puts(q->out, "\n");
		if (f->ways < f[1].ways)
			put_ways(q, found.v[i], line);
		/* of who opens a region nobody asks why he is not in one */
		if (!(f->flags & ANS_REACHED) && f->ways == f[1].ways)
			put_unreached(q, found.v[i]);
		put_allocs(q, found.v[i], line);
	}
	vec_free(&found);
	return err;
}
