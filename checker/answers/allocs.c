// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a function allocates, and the doors of layers that it enters. What an
 * inline function of a header allocates, kzalloc() for one, or one that is
 * given the mask, is listed in its callers as well: that is where somebody
 * looks for it, and writes the mask.
 */
#include "answers/collect.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WRAPPERS 4 /* kcalloc() calls kmalloc_array(), which calls ... */

static int is_inline(const struct collect *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;

	return f && (f->flags & F_HEADER);
}

static int is_wrapper(const struct collect *c, func_t fn)
{
	return is_inline(c, fn) ||
	       (c->g->funcs.v[fn].f && graph_mask_param(c->g, fn) >= 0);
}

/* Does the mask, or a part of it, come from the caller? */
static int is_given(val_t mask)
{
	const struct alts *a = val_alts(mask);

	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].origin & ORIGIN_PARAM)
			return 1;
	return 0;
}

static uint32_t words_of(struct collect *c, val_t mask, uint64_t removed)
{
	const struct alts *a = val_alts(mask);
	struct buf t = {0};
	uint32_t at;

	for (size_t i = 0; i < a->n; i++) {
		struct alt one = a->v[i];

		if (one.kind == ALT_BITS && (one.ones || one.zeros))
			one.ones &= ~removed;
		else
			one.ones = one.zeros = 0;
		buf_printf(&t, "%s%s", i ? " or " : "",
			   mask_words(&c->m, &one));
		if (removed && !one.ones && !one.zeros) {
			one = (struct alt){.ones = removed, .zeros = ~removed};
			buf_printf(&t, " without %s", mask_words(&c->m, &one));
		}
	}
	at = collect_str(c, t.n ? t.v : "unknown");
	buf_free(&t);
	return at;
}

static uint8_t verdict_of(const struct collect *c, const struct site *x)
{
	const struct alts *a = val_alts(x->mask);

	for (size_t i = 0; i < a->n; i++)
		if (is_surely_bad(c->s, x, &a->v[i]))
			return ANS_BAD;
	return ANS_PERHAPS;
}

static void add_site(struct collect *c, func_t fn, const struct site *x,
		     int fine)
{
	uint64_t removed = solver_taken(c->s, x->scope) & 0xffffffff;
	struct ans_alloc row = {
		.line = c->g->funcs.v[fn].f->instrs.v[x->instr].line,
		.callee = collect_str(c, callee_words(&c->m, fn, x->instr)),
		.scope = collect_str(c, scope_words(&c->m, x->scope)),
		.rule = collect_rule(c, x->rule),
		.ctx = (uint8_t)__builtin_ctz(x->ctx),
		.verdict = fine ? ANS_FINE : verdict_of(c, x)};

	if (x->kind == SITE_DOOR) {
		row.asked = row.effective = collect_str(c, "");
	} else {
		row.asked = words_of(c, x->mask, 0);
		row.effective = words_of(c, x->mask, removed);
	}
	vec_push(&c->out.allocs, row);
}

static void join_site(site_vec *all, const struct site *s)
{
	size_t k = 0;

	while (k < all->n &&
	       (all->v[k].instr != s->instr || all->v[k].ctx != s->ctx ||
		all->v[k].scope != s->scope || all->v[k].kind != s->kind))
		k++;
	if (k < all->n)
		all->v[k].mask = val_join(all->v[k].mask, s->mask);
	else
		vec_push(all, *s);
}

struct found {
	site_vec bad, fine;
};

static void join_sites(site_vec *all, const site_list *from, uint32_t instr,
		       int given)
{
	for (size_t i = 0; i < from->n; i++) {
		struct site s = from->v[i];

		if (instr != UINT32_MAX) {
			s.instr = instr;
			if (s.kind != SITE_ALLOC ||
			    (given && !is_given(s.mask)))
				continue;
		}
		join_site(all, &s);
	}
}

static func_t func_of(const struct collect *c, state_t id)
{
	return c->s->states.v[id]->fn;
}

/* Is the mask that is passed there the caller's own parameter? */
static int passes_on(const struct collect *c, const struct edge_out *e)
{
	long arg = graph_mask_param(c->g, func_of(c, e->to));

	return arg >= 0 && e->args + (size_t)arg < c->s->args.n &&
	       is_given(c->s->args.v[e->args + (uint32_t)arg]);
}

/* @instr: the call that led into a wrapper, UINT32_MAX = there is none */
static void sites_of_state(const struct collect *c, state_t id, uint32_t instr,
			   int depth, struct found *out)
{
	const struct state *st = c->s->states.v[id];
	int given = !is_inline(c, st->fn);

	join_sites(&out->bad, &st->sites, instr, given);
	join_sites(&out->fine, &st->fine, instr, given);
	for (size_t i = 0; depth && i < st->out.n; i++) {
		const struct edge_out *e = &st->out.v[i];

		if (e->kind == EDGE_CALL && is_wrapper(c, func_of(c, e->to)) &&
		    (instr == UINT32_MAX || !given || passes_on(c, e)))
			sites_of_state(c, e->to,
				       instr == UINT32_MAX ? e->instr : instr,
				       depth - 1, out);
	}
}

/* ---- where no context is in force ---- */

/* What is written at the call, or given to the wrapper that makes it. */
static val_t written(const struct func *f, expr_t id, const val_t *given,
		     size_t n)
{
	const struct expr *p = &f->exprs.v[id];

	switch (p->op) {
	case E_CONST:
		return val_const(p->num);
	case E_PARAM:
		return (size_t)p->num < n ? given[p->num] : VAL_TOP;
	case E_NOT:
		return val_unary(p->op, written(f, p->a, given, n));
	case E_AND:
	case E_OR:
		return val_binary(p->op, written(f, p->a, given, n),
				  written(f, p->b, given, n));
	default:
		return VAL_TOP;
	}
}

struct at_rest {
	struct collect *c;
	func_t fn; /* whose list it is */
	uint32_t instr;
};

static void add_unreached(const struct at_rest *at, const struct rule *r,
			  val_t mask)
{
	struct collect *c = at->c;
	struct ans_alloc row = {
		.line = c->g->funcs.v[at->fn].f->instrs.v[at->instr].line,
		.callee =
			collect_str(c, callee_words(&c->m, at->fn, at->instr)),
		.rule = collect_rule(c, r),
		.asked = words_of(c, mask, 0),
		.ctx = UINT8_MAX,
		.verdict = ANS_UNREACHED};

	vec_push(&c->out.allocs, row);
}

static val_t mask_asked(const struct collect *c, const struct rule *r,
			func_t callee, const val_t *args, size_t n)
{
	long arg = allocator_argument(c->s, r, callee);
	int64_t implied;

	if (r->key[KEY_implies].set)
		return macro_value(c->k, r->key[KEY_implies].str, &implied)
			       ? VAL_TOP
			       : val_const(implied);
	return arg >= 0 && (size_t)arg < n ? args[arg] : VAL_TOP;
}

static void unreached_calls(struct at_rest *at, const struct func *f,
			    const val_t *given, size_t n, int depth);

static void unreached_call(struct at_rest *at, const struct func *f,
			   const struct instr *in, const val_t *given, size_t n,
			   int depth)
{
	const struct expr *p = &f->exprs.v[in->a];
	func_t callee = p->op == E_FUNC ? (func_t)p->num : 0;
	const struct rule *r =
		callee ? fn_rule(at->c->k, callee, RULE_allocator) : NULL;
	val_t args[8];
	size_t nargs = 0;

	if (!callee || (!r && (!depth || !is_inline(at->c, callee))))
		return;
	while (nargs < in->nargs && nargs < sizeof(args) / sizeof(*args)) {
		args[nargs] = written(f, f->args.v[in->args + nargs], given, n);
		nargs++;
	}
	if (r) {
		add_unreached(at, r, mask_asked(at->c, r, callee, args, nargs));
		return;
	}
	unreached_calls(at, at->c->g->funcs.v[callee].f, args, nargs,
			depth - 1);
}

static void unreached_calls(struct at_rest *at, const struct func *f,
			    const val_t *given, size_t n, int depth)
{
	for (uint32_t i = 0; i < f->instrs.n; i++) {
		if (f->instrs.v[i].op != I_CALL)
			continue;
		if (depth == MAX_WRAPPERS)
			at->instr = i;
		unreached_call(at, f, &f->instrs.v[i], given, n, depth);
	}
}

static int by_alloc_line(const void *a, const void *b)
{
	const struct ans_alloc *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return memcmp(x, y, sizeof(*x));
}

/* Calls of one line to one function say the same once. */
static void sort_rows(struct collect *c, size_t from)
{
	struct ans_alloc *v = c->out.allocs.v;
	size_t kept = from;

	if (c->out.allocs.n == from)
		return;
	qsort(v + from, c->out.allocs.n - from, sizeof(*v), by_alloc_line);
	for (size_t i = from; i < c->out.allocs.n; i++)
		if (kept == from || memcmp(&v[kept - 1], &v[i], sizeof(*v)))
			v[kept++] = v[i];
	c->out.allocs.n = kept;
}

void allocs_of_function(struct collect *c, func_t fn)
{
	size_t from = c->out.allocs.n;
	const struct func *f = c->g->funcs.v[fn].f;
	struct at_rest at = {.c = c, .fn = fn};
	const state_t *all;
	size_t n = collect_states(c, fn, &all);
	struct found found = {0};

	for (size_t i = 0; i < n; i++)
		sites_of_state(c, all[i], UINT32_MAX, MAX_WRAPPERS, &found);
	for (size_t i = 0; i < found.bad.n; i++)
		add_site(c, fn, &found.bad.v[i], 0);
	for (size_t i = 0; i < found.fine.n; i++)
		add_site(c, fn, &found.fine.v[i], 1);
	if (f && c->out.allocs.n == from)
		unreached_calls(&at, f, NULL, 0, MAX_WRAPPERS);
	sort_rows(c, from);
	vec_free(&found.bad);
	vec_free(&found.fine);
}
