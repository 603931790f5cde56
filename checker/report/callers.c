// SPDX-License-Identifier: GPL-2.0-only
/* Who may call a function, and whom it may call, with the evidence. */
#include "report/lookup.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 64

struct walk {
	const struct asking *q;
	int up;
	uint8_t *seen;
};

static void put_walk(struct walk *w, uint32_t fn, int depth);

static void put_line(struct walk *w, uint32_t edge, int depth)
{
	const struct answers *a = w->q->a;
	uint32_t caller = edge_caller(a, edge);
	uint32_t to = a->edges[edge].to, other = w->up ? caller : to;
	struct buf *out = w->q->out;
	int more = depth < w->q->depth;

	buf_printf(out, "%*s", 4 * depth, "");
	if (w->up)
		put_name(a, caller, a->edges[edge].line, out);
	else
		buf_printf(out, "%u  ", a->edges[edge].line);
	if (!w->up)
		put_name(a, to, 0, out);
	put_edge(a, edge, out);
	if (more && w->seen[other])
		buf_puts(out, "  (see above)");
	buf_puts(out, "\n");
	if (more && !w->seen[other])
		put_walk(w, other, depth + 1);
}

static void put_unknown(struct walk *w, const struct ans_pointer *p, int depth)
{
	const struct answers *a = w->q->a;

	buf_printf(w->q->out, "%*s%u  no target is known for %s: %s\n",
		   4 * depth, "", p->line, ans_str(a, p->place),
		   cause_words(p->cause));
}

static int by_text(const void *a, const void *b, void *arg)
{
	const struct answers *x = arg;
	uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;
	uint32_t f = edge_caller(x, p), g = edge_caller(x, q);

	if (f != g)
		return f < g ? -1 : 1;
	if (x->edges[p].line != x->edges[q].line)
		return x->edges[p].line < x->edges[q].line ? -1 : 1;
	return p < q ? -1 : p > q;
}

static void put_walk(struct walk *w, uint32_t fn, int depth)
{
	const struct answers *a = w->q->a;
	const struct ans_func *f = &a->funcs[fn];
	rows all = {0};

	w->seen[fn] = 1;
	if (w->up)
		for (uint32_t i = f->into; i < f[1].into; i++)
			vec_push(&all, a->into[i]);
	else
		for (uint32_t i = f->edges; i < f[1].edges; i++)
			vec_push(&all, i);
	if (all.n)
		qsort_r(all.v, all.n, sizeof(*all.v), by_text, (void *)a);
	for (size_t i = 0; i < all.n; i++)
		put_line(w, all.v[i], depth);
	for (uint32_t i = f->pointers; !w->up && i < f[1].pointers; i++)
		if (!a->pointers[i].ntargets)
			put_unknown(w, &a->pointers[i], depth);
	vec_free(&all);
}

static void put_fills(const struct asking *q, const struct ans_func *f)
{
	for (uint32_t i = f->fills; i < f[1].fills; i++) {
		buf_printf(q->out, "    put into %s (",
			   ans_str(q->a, q->a->fills[i].slot));
		put_evidence(q->a, q->a->fills[i].evidence, q->out);
		buf_puts(q->out, ")\n");
	}
}

static int answer(const struct asking *q, const char *what, int up)
{
	struct walk w = {.q = q, .up = up};
	rows found = {0};
	uint32_t line;
	int err = lookup_functions(q->a, what, &found, &line);

	for (size_t i = 0; i < found.n; i++) {
		const struct ans_func *f = &q->a->funcs[found.v[i]];

		w.seen = calloc(q->a->nfuncs, 1);
		put_name(q->a, found.v[i], 0, q->out);
		buf_puts(q->out, "\n");
		if (up && f->into == f[1].into)
			buf_puts(q->out, "    no caller is known\n");
		if (w.seen)
			put_walk(&w, found.v[i], 1);
		if (up)
			put_fills(q, f);
		free(w.seen);
	}
	vec_free(&found);
	return err;
}

int answer_callers(const struct asking *q, const char *what)
{
	return answer(q, what, 1);
}

int answer_callees(const struct asking *q, const char *what)
{
	return answer(q, what, 0);
}
